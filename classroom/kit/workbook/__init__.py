"""The kit of workbooks: number cells, native charts, A4; equal input gives equal bytes."""
