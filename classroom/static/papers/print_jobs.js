// A month's papers being made: the bars move by themselves, and the page is read anew when a job ends. Without it,
// reloading the page shows the same.

const LOOK_EVERY = 1500;

function showJob({ id, state, made }) {
  const row = document.querySelector(`[data-job="${id}"]`);
  if (!row || row.dataset.state !== state) return false;
  const bar = row.querySelector("progress");
  if (bar) bar.value = made;
  const count = row.querySelector("[data-made]");
  if (count) count.textContent = made;
  return true;
}

// Nobody is pressing (X-Poll), so a forgotten browser is signed out in time.
async function lookAtJobs(address) {
  const answer = await fetch(address, { headers: { "X-Poll": "yes" } }).catch(() => null);
  if (answer?.redirected) return location.reload();
  if (!answer?.ok) return again(address);
  const jobs = await answer.json();
  return jobs.every(showJob) ? again(address) : location.reload();
}

const again = (address) => setTimeout(() => lookAtJobs(address), LOOK_EVERY);

const jobList = document.getElementById("jobs");
if ("underWay" in jobList.dataset) again(jobList.dataset.jobs);
