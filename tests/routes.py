"""The table of all pages: who may open each, and what each write is sent.

`{name}` in an address stands for a key of the world that `make_world` builds.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from classroom.class_day.app_registration import service as app
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.printed.rules import SheetKind
from classroom.class_day.printed.service import Keeper
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.desk.queue.models import EnrolmentChange
from classroom.desk.queue.values import Act
from classroom.papers.class_rules import JobState
from classroom.papers.models import PrintJob
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.place.models import Venue
from classroom.planning.renewal.rules import year_to_plan
from classroom.planning.staffing.models import LoanPhone
from classroom.rules import months
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Channel, Status
from classroom.rules.words.staff import Role
from classroom.web.staff import service as staff_service
from tests import make
from tests.class_day.questionnaire.world import answers_world
from tests.desk.queue.calls_world import calls_world
from tests.desk.queue.draws_world import draws_world
from tests.figures.population.world import figures_world
from tests.figures.review.world import review_world
from tests.planning.material.texts import own_version

A, C, R, T, V = Role.ADMIN, Role.COORDINATOR, Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER
EVERYONE = frozenset({A, C, R, T, V})
ADMINS = frozenset({A})
PLANNERS = frozenset({A, C})
DESK = frozenset({A, C, R})
CLASSROOM = frozenset({A, C, R, T})
FIGURES = frozenset({A, C, R, V})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAUGHT = "デジタル身分証アプリをはじめよう"


@dataclass(frozen=True)
class Read:
    """A page that is only looked at."""

    endpoint: str
    address: str
    roles: frozenset[Role]
    mimetype: str = "text/html"


@dataclass(frozen=True)
class Write:
    """A form as someone sends it. `versioned` forms refuse an older version of the record."""

    endpoint: str
    address: str
    roles: frozenset[Role]
    data: dict[str, str] = field(default_factory=dict)
    versioned: bool = False
    # A write that answers with a page instead of leading on: the link that is shown once.
    shows: bool = False


READS = [
    Read("home.today", "/", EVERYONE),
    Read("home.help", "/help", EVERYONE),
    Read("staff.account", "/account", EVERYONE),
    Read("staff.index", "/staff", ADMINS),
    Read("staff.new", "/staff/new", ADMINS),
    Read("staff.edit", "/staff/{staff}", ADMINS),
    Read("settings.index", "/settings", ADMINS),
    Read("settings.edit", "/settings/plan", ADMINS),
    Read("settings.history", "/settings/history", ADMINS),
    Read("setup.index", "/start", ADMINS),
    Read("place.district_table", "/districts/table", PLANNERS),
    Read("place.venue_table", "/venues/table", PLANNERS),
    Read("course.standards", "/courses/standard", PLANNERS),
    Read("place.districts", "/districts", PLANNERS),
    Read("place.new_district", "/districts/new", PLANNERS),
    Read("place.edit_district", "/districts/{district}", PLANNERS),
    Read("place.venues", "/venues", PLANNERS),
    Read("place.new_venue", "/venues/new", PLANNERS),
    Read("place.edit_venue", "/venues/{venue}", PLANNERS),
    Read("course.index", "/courses", PLANNERS),
    Read("course.new", "/courses/new", PLANNERS),
    Read("course.show", "/courses/{course}", CLASSROOM),
    Read("course.edit", "/courses/{course}/edit", PLANNERS),
    Read("course.handout", "/courses/{course}/handout", EVERYONE),
    Read("course.handout_paper", "/courses/{course}/handout.pdf", EVERYONE, "application/pdf"),
    Read("course.handouts", "/handouts", PLANNERS),
    Read("material.new", "/handouts/new", PLANNERS),
    Read("material.words", "/handouts/words", PLANNERS),
    Read("material.edit", "/handouts/maps", PLANNERS),
    Read("material.versions", "/handouts/maps/versions", PLANNERS),
    Read("material.version", "/handouts/maps/versions/1", PLANNERS),
    Read("material.paper", "/handouts/maps/versions/0.pdf", PLANNERS, "application/pdf"),
    Read("course.new_offering", "/offerings/new?course_id={course}", PLANNERS),
    Read("course.edit_offering", "/offerings/{offering}/edit", PLANNERS),
    Read("course.edit_sessions", "/offerings/{offering}/sessions", PLANNERS),
    Read("enrolment.session_change", "/sessions/{off_session}/change", DESK),
    Read("papers.notices", "/sessions/{off_session}/notices.pdf", DESK, "application/pdf"),
    Read("papers.door_notice", "/sessions/{off_session}/door-notice.pdf", DESK, "application/pdf"),
    Read(
        "papers.cancel_notices",
        "/offerings/{called_off}/cancel-notices.pdf",
        DESK,
        "application/pdf",
    ),
    Read(
        "papers.cancel_door_notice",
        "/offerings/{called_off}/cancel-door-notice.pdf",
        DESK,
        "application/pdf",
    ),
    Read("course.confirm_cancel", "/offerings/{offering}/cancel", PLANNERS),
    Read("course.calendar", "/calendar", EVERYONE),
    Read("course.agenda", "/calendar/list", EVERYONE),
    Read("course.week_lanes", "/calendar/week", EVERYONE),
    Read("course.half_year", "/calendar/half-year", EVERYONE),
    Read("course.show_move", "/sessions/{planned}/move", PLANNERS),
    Read(
        "course.check_move",
        "/sessions/{planned}/move/check?on={next_week}",
        PLANNERS,
        "application/json",
    ),
    Read("feeds.index", "/calendar/subscriptions", PLANNERS),
    Read("renewal.show", "/renewal", PLANNERS),
    Read("staffing.index", "/team-members", PLANNERS),
    Read("staffing.new", "/team-members/assistant/new", PLANNERS),
    Read("staffing.edit", "/team-members/instructor/{instructor}", PLANNERS),
    Read("staffing.team", "/sessions/{session}/team", PLANNERS),
    Read("staffing.phones", "/loan-phones", PLANNERS),
    Read("staffing.new_phone", "/loan-phones/new", PLANNERS),
    Read("staffing.edit_phone", "/loan-phones/{phone}", PLANNERS),
    Read("participant.index", "/participants", DESK),
    Read("people.index", "/participants/list?device=iphone", DESK),
    Read("people.xlsx", "/participants/list.xlsx", DESK, XLSX),
    Read("people.calls", "/participants/calls.pdf", DESK, "application/pdf"),
    Read("papers.people_labels", "/participants/labels.pdf", DESK, "application/pdf"),
    Read("finding.index", "/search?q=たかさき", EVERYONE),
    Read("participant.show", "/participants/{person}", DESK),
    Read("participant.edit", "/participants/{person}/edit", DESK),
    Read("participant.kana_to_ask", "/participants/kana", DESK),
    Read("participant.residence_to_ask", "/participants/residence", DESK),
    Read("merging.choose", "/participants/{person}/merge", DESK),
    Read("merging.compare", "/participants/{person}/merge/{other}", DESK),
    Read("merging.index", "/merges", PLANNERS),
    Read("erasing.over", "/participants/over", PLANNERS),
    Read("erasing.show", "/participants/{counted}/erase", PLANNERS),
    Read("imports.index", "/imports", PLANNERS),
    Read("participant.echo_birth_date", "/echo/birth-date?text=s180315", DESK, "text/plain"),
    Read("participant.echo_telephone", "/echo/telephone?text=004187", DESK, "text/plain"),
    Read("enrolment.desk", "/reception?q=4187", DESK),
    Read("enrolment.new_person", "/reception/new?q=たかさき", DESK),
    Read("papers.person", "/participants/{person}/papers", DESK),
    Read("papers.slip", "/enrolments/{enrolment}/slip.pdf", DESK, "application/pdf"),
    Read("papers.invitation", "/enrolments/{enrolment}/invitation.pdf", DESK, "application/pdf"),
    Read("papers.blank_application", "/application.pdf", DESK, "application/pdf"),
    Read("papers.application", "/participants/{person}/application.pdf", DESK, "application/pdf"),
    Read("papers.mailing", "/offerings/{offering}/mailing", DESK),
    Read("papers.invitations", "/offerings/{offering}/invitations.pdf", DESK, "application/pdf"),
    Read("papers.postcards", "/offerings/{offering}/postcards.pdf", DESK, "application/pdf"),
    Read("papers.labels", "/offerings/{offering}/labels.pdf", DESK, "application/pdf"),
    Read("papers.certificates", "/offerings/{offering}/certificates.pdf", DESK, "application/pdf"),
    Read("calling.index", "/calls", DESK),
    Read("calling.list_pdf", "/calls.pdf", DESK, "application/pdf"),
    Read("draw.show", "/offerings/{offering}/draw", DESK),
    Read("draw.record", "/offerings/{offering}/draw.pdf", PLANNERS, "application/pdf"),
    Read("enrolment.offering", "/offerings/{offering}", DESK),
    Read("attendance.class_day", "/sessions/{session}", CLASSROOM),
    Read("attendance.state", "/sessions/{session}/state", CLASSROOM, "application/json"),
    Read(
        "papers.sheet_shown",
        "/sessions/{session}/sheets/{printed}.pdf",
        CLASSROOM,
        "application/pdf",
    ),
    Read(
        "papers.pack_shown", "/sessions/{session}/packs/{printed}.pdf", CLASSROOM, "application/pdf"
    ),
    Read("papers.tags", "/sessions/{session}/tags.pdf", CLASSROOM, "application/pdf"),
    Read("papers.roster", "/sessions/{session}/roster.pdf", CLASSROOM, "application/pdf"),
    Read("papers.flyer", "/offerings/{offering}/flyer.pdf", DESK, "application/pdf"),
    Read("papers.course_flyer", "/courses/{course}/flyer.pdf", DESK, "application/pdf"),
    Read("papers.jobs", "/print-jobs", DESK),
    Read("papers.jobs_state", "/print-jobs/state", DESK, "application/json"),
    Read("app_registration.after", "/sessions/{session}/after", CLASSROOM),
    Read("app_registration.counter", "/participants/{person}/app", DESK),
    Read("opendata.index", "/open-data", FIGURES),
    Read("opendata.events_csv", "/open-data/events.csv", FIGURES, "text/csv"),
    Read("opendata.events_ics", "/open-data/events.ics", FIGURES, "text/calendar"),
    Read("opendata.events_json", "/open-data/events.json", FIGURES, "application/json"),
    Read("opendata.monthly_csv", "/open-data/monthly.csv", FIGURES, "text/csv"),
    Read("dashboard.kpi", "/kpi", FIGURES),
    Read("dashboard.kpi_json", "/kpi.json", FIGURES, "application/json"),
    Read("dashboard.kpi_csv", "/kpi.csv", FIGURES, "text/csv"),
    Read("dashboard.kpi_xlsx", "/kpi.xlsx", FIGURES, XLSX),
    Read("dashboard.kpi_pdf", "/kpi.pdf", FIGURES, "application/pdf"),
    Read("results.index", "/results", FIGURES),
    Read("results.table_csv", "/results.csv", FIGURES, "text/csv"),
    Read("results.people", "/results/people", DESK),
    Read("outlook.index", "/outlook", FIGURES),
    Read("outlook.paper", "/outlook.pdf", FIGURES, "application/pdf"),
    Read("review.index", "/review", FIGURES),
    Read("review.year_sheet", "/review/{review_year}", FIGURES),
    Read("review.year_pdf", "/review/{review_year}.pdf", FIGURES, "application/pdf"),
    Read("review.year_xlsx", "/review/{review_year}.xlsx", FIGURES, XLSX),
    Read("review.month_report", "/review/months/{last_month}", FIGURES),
    Read("review.month_pdf", "/review/months/{last_month}.pdf", FIGURES, "application/pdf"),
    Read("review.month_xlsx", "/review/months/{last_month}.xlsx", FIGURES, XLSX),
    Read("review.edition", "/review/editions/{edition}", FIGURES),
    Read("review.edition_pdf", "/review/editions/{edition}.pdf", FIGURES, "application/pdf"),
    Read("review.edition_xlsx", "/review/editions/{edition}.xlsx", FIGURES, XLSX),
    Read("review.indicators", "/review/indicators", PLANNERS),
    Read("review.new_indicator", "/review/indicators/new", PLANNERS),
    Read("review.edit_indicator", "/review/indicators/5-1", PLANNERS),
    Read("review.edit_action", "/review/actions/5", PLANNERS),
    Read("entry_book.book", "/review/{review_year}/entry-book.xlsx", PLANNERS, XLSX),
    Read("entry_book.index", "/review/entry-book", PLANNERS),
    Read("review.edit_actual", "/review/indicators/5-1/actuals/{review_year}", PLANNERS),
    Read("review.edit_texts", "/review/{review_year}/texts/5-1", PLANNERS),
    Read("review.rating", "/review/rating", PLANNERS),
    Read("questionnaire.index", "/questionnaires", FIGURES),
    Read("questionnaire.comments", "/questionnaires/comments", DESK),
    Read("questionnaire.entry", "/sessions/{session}/answers", CLASSROOM),
    Read("questionnaire.of_session", "/sessions/{session}/answers/results", CLASSROOM),
    Read("questionnaire.leave", "/sessions/{session}/answers/tablet/leave", CLASSROOM),
    Read("population.index", "/population", PLANNERS),
    Read("population.show_day", "/population/days/042145/{counted_on}", PLANNERS),
    Read("nowcast.periods", "/special-periods", PLANNERS),
    Read("nowcast.revisions", "/revisions", FIGURES),
    Read("nowcast.revisions_csv", "/revisions.csv", FIGURES, "text/csv"),
    Read("official.index", "/official-counts", PLANNERS),
    Read("official.history", "/official-counts/days/{counted_on}", PLANNERS),
    Read("official.file", "/official-counts/files/{official_file}", PLANNERS, "text/plain"),
]
WRITES = [
    Write("staff.change_password", "/account/password", EVERYONE,
          {"old": "いまの長い言葉は春の海", "password": "つぎの長い言葉は秋の空"}),
    Write("staff.create", "/staff/new", ADMINS,
          {"login": "new.person", "name": "新しい方", "role": "viewer", "is_active": "y"}),
    Write("staff.update", "/staff/{staff}", ADMINS,
          {"login": "changed", "name": "変えた方", "role": "viewer", "is_active": "y"},
          versioned=True),
    Write("staff.make_link", "/staff/{staff}/link", ADMINS, shows=True),
    Write("settings.save", "/settings/city", ADMINS,
          {"city_name": "登米市", "city_code": "042145", "area_code": "0220",
           "contact": "デジタル推進課", "telephone": "", "office_address": "", "version": "0"}),
    Write("setup.put_away", "/start/put-away", ADMINS),
    Write("place.district_save", "/districts/table", PLANNERS,
          {"rows-0-name": "鳴瀬", "rows-0-name_kana": "ナルセ"}),
    Write("place.venue_save", "/venues/table", PLANNERS,
          {"rows-0-name": "鳴瀬庁舎", "rows-0-name_kana": "ナルセチョウシャ",
           "rows-0-capacity": "20", "rows-0-district_id": ""}),
    Write("course.adopt", "/courses/standard", PLANNERS, {"code": "T-01"}),
    Write("place.create_district", "/districts/new", PLANNERS,
          {"code": "77", "name": "小野", "name_kana": "オノ", "position": "7", "is_active": "y"}),
    Write("place.change_district", "/districts/{district}", PLANNERS,
          {"code": "78", "name": "野蒜", "name_kana": "ノビル", "position": "8", "is_active": "y"},
          versioned=True),
    Write("place.create_venue", "/venues/new", PLANNERS,
          {"name": "赤井市民センター", "short_name": "赤井", "name_kana": "アカイ",
           "capacity": "20", "is_active": "y"}),
    Write("place.change_venue", "/venues/{venue}", PLANNERS,
          {"name": "大塩市民センター", "short_name": "大塩", "name_kana": "オオシオ",
           "capacity": "20", "is_active": "y"}, versioned=True),
    Write("course.create", "/courses/new", PLANNERS,
          {"code": "NEW-1", "title": "地図", "short_title": "地図", "level": "first",
           "device": "both", "minutes": "90", "capacity": "12", "people_per_helper": "4",
           "is_active": "y", "handout": ""}),
    Write("course.change", "/courses/{course}/edit", PLANNERS,
          {"code": "NEW-2", "title": "地図", "short_title": "地図", "level": "first",
           "device": "both", "minutes": "90", "capacity": "12", "people_per_helper": "4",
           "is_active": "y", "handout": ""}, versioned=True),
    Write("material.create", "/handouts/new", PLANNERS,
          {"code": "T-99", "title": "新しい資料", "start": ""}),
    Write("material.save", "/handouts/maps", PLANNERS,
          {"source": "{handout_text}", "note": "題名を直した", "device": "iphone"}, versioned=True),
    Write("material.restore", "/handouts/maps/versions/0/restore", PLANNERS, versioned=True),
    Write("course.create_offering", "/offerings/new?course_id={course}", PLANNERS,
          {"first_on": "{next_week}", "count": "2", "starts": "10:00", "ends": "11:30",
           "place": "{venue}", "capacity": "12", "selection": "order"}),
    Write("course.change_offering", "/offerings/{offering}/edit", PLANNERS,
          {"capacity": "14", "selection": "order"}, versioned=True),
    Write("course.change_sessions", "/offerings/{offering}/sessions", PLANNERS,
          {"sessions-0-id": "{session}", "sessions-0-on": "{today}", "sessions-0-starts": "9:00",
           "sessions-0-ends": "10:30", "sessions-0-place": "{venue}",
           "sessions-0-topic": "はじめに"},
          versioned=True),
    Write("course.change_status", "/offerings/{offering}/status", PLANNERS,
          {"becomes": "closed"}, versioned=True),
    Write("course.undo_status", "/offerings/{offering}/status/back?to=closed&version=1", PLANNERS),
    Write("course.cancel_offering", "/offerings/{offering}/cancel", PLANNERS,
          {"reason": "講師の都合により"}, versioned=True),
    Write("course.move_session", "/sessions/{planned}/move", PLANNERS,
          {"on": "{next_week}", "starts": "15:00", "ends": "16:00", "place": "{venue}",
           "is_sure": "y"}, versioned=True),
    Write("feeds.act", "/calendar/subscriptions/make", PLANNERS,
          {"kind": "venue", "number": "{venue}"}),
    Write("renewal.make", "/renewal?year={renewal_year}", PLANNERS,
          {"runs-0-source": "{last_run}", "runs-0-is_wanted": "y", "runs-0-capacity": "10",
           "runs-0-days-0-session": "{last_session}", "runs-0-days-0-on": "{renewal_year}-04-13",
           "runs-0-days-0-starts": "10:00", "runs-0-days-0-ends": "11:30",
           "runs-0-days-0-place": "{venue}"}),
    Write("staffing.create", "/team-members/assistant/new", PLANNERS,
          {"name": "千葉 友紀", "name_kana": "チバ ユキ", "is_active": "y"}),
    Write("staffing.change", "/team-members/instructor/{instructor}", PLANNERS,
          {"name": "遠藤 久美子", "name_kana": "エンドウ クミコ", "is_active": "y"},
          versioned=True),
    Write("staffing.choose_team", "/sessions/{session}/team", PLANNERS,
          {"instructors": "{instructor}"}, versioned=True),
    Write("staffing.create_phone", "/loan-phones/new", PLANNERS, {"label": "8番"}),
    Write("staffing.change_phone", "/loan-phones/{phone}", PLANNERS,
          {"label": "9番", "is_active": "y"}, versioned=True),
    Write("participant.update", "/participants/{person}/edit", DESK,
          {"name_kana": "ワタナベ トシ", "name": "渡邉 トシ", "born_on": "s180315",
           "telephone": "0225-00-4187", "sex": "unknown", "device": "iphone", "card": "yes",
           "consent_how": "telephone"}, versioned=True),
    Write("participant.confirm_kana", "/participants/{person}/kana", DESK,
          {"name_kana": "タカハシ ヨシエ", "version": "1"}, versioned=True),
    Write("participant.living", "/participants/{person}/living", DESK,
          {"residence": "inside", "moved_on": "{today}"}, versioned=True),
    Write("participant.undo_departure", "/participants/{left}/living/undo", DESK,
          {"version": "1"}, versioned=True),
    Write("participant.confirm_residence", "/participants/{person}/residence", DESK,
          {"residence": "outside", "version": "1"}, versioned=True),
    Write("enrolment.cancel_all", "/participants/{left}/bookings/cancel", DESK),
    Write("enrolment.book", "/participants/{other}/bookings", DESK,
          {"offering_id": "{offering}"}),
    Write("enrolment.cancel", "/enrolments/{enrolment}/cancel", DESK, {"why": "都合により"}),
    Write("enrolment.decline", "/enrolments/{enrolment}/decline", DESK),
    Write("enrolment.restore", "/enrolments/{cancelled}/restore", DESK),
    Write("enrolment.promote", "/enrolments/{waiting}/promote", DESK),
    Write("enrolment.put_back", "/enrolments/{promoted}/put-back", DESK),
    Write("enrolment.move", "/enrolments/{enrolment}/move", DESK, {"pick": "{later}"}),
    Write("enrolment.move_back", "/enrolments/{moved}/move-back?old={given_up}", DESK),
    Write("enrolment.consent", "/participants/{person}/consent", DESK),
    Write("enrolment.register", "/reception/new", DESK,
          {"name_kana": "タカサキ ヨシエ", "telephone": "000931", "born_on": "s171231",
           "device": "android", "card": "unknown", "channel": "telephone", "consented": "y",
           "pick": "{offering}"}),
    Write("calling.result", "/calls/{call}/results", DESK, {"result": "no_answer"},
          versioned=True),
    Write("calling.undo", "/calls/{tried}/undo", DESK),
    Write("calling.pass_on", "/calls/{overdue}/pass-on", DESK),
    Write("calling.offer", "/offerings/{queue}/offers", DESK),
    Write("calling.cancel_calls", "/offerings/{called_off}/cancel-calls", DESK),
    Write("enrolment.change_session", "/sessions/{next_session}/change", PLANNERS,
          {"act": "postponed", "reason": "大雪のため"}, versioned=True),
    Write("enrolment.undo_session_change", "/sessions/{off_session}/change/undo", PLANNERS,
          versioned=True),
    Write("enrolment.tell_staff", "/assignments/{to_tell}/told", DESK),
    Write("enrolment.undo_tell_staff", "/assignments/{to_tell}/told/undo", DESK),
    Write("calling.remind", "/sessions/{next_session}/reminders", DESK),
    Write("draw.close", "/offerings/{to_draw}/draw", PLANNERS,
          {"seats": "1", "seed_source": "11月30日の宝くじの番号"}),
    Write("draw.reopen", "/offerings/{closed_draw}/draw/reopen", PLANNERS),
    Write("draw.run", "/offerings/{closed_draw}/draw/result", PLANNERS, {"seed": "0483"}),
    Write("attendance.mark", "/sessions/{session}/marks", CLASSROOM,
          {"enrolment_id": "{enrolment}", "mark": "present"}),
    Write("attendance.walk_in", "/sessions/{session}/walk-ins", CLASSROOM,
          {"name_kana": "イトウ トキ", "told_band": "80s", "device": "android"}),
    Write("attendance.take_back_walk_in", "/sessions/{session}/walk-ins/{walked_in}/take-back",
          CLASSROOM),
    Write("attendance.finish", "/sessions/{session}/finish", CLASSROOM),
    Write("attendance.reopen", "/sessions/{ended}/reopen", CLASSROOM),
    Write("papers.print_sheet", "/sessions/{session}/sheet", CLASSROOM),
    Write("papers.print_questionnaire", "/sessions/{session}/questionnaires", CLASSROOM,
          {"when": "after"}),
    Write("papers.print_pack", "/sessions/{session}/pack", CLASSROOM),
    Write("papers.print_month", "/print-jobs", DESK, {"month": "{this_month}"}),
    Write("papers.print_again", "/print-jobs/{broken_job}/again", DESK),
    Write("app_registration.record", "/sessions/{session}/people/{came}/app", CLASSROOM,
          {"stage": "card_linked"}),
    Write("app_registration.memo", "/sessions/{session}/memo", CLASSROOM,
          {"memo": "Wi-Fiが遅かった。"}, versioned=True),
    Write("app_registration.record_at_counter", "/participants/{other}/app", DESK,
          {"stage": "installed", "on": "{today}"}),
    Write("app_registration.take_back_at_counter", "/participants/{counted}/app/take-back", DESK,
          {"stage": "installed"}),
    Write("merging.merge", "/participants/{person}/merge/{other}", DESK,
          {"gone_version": "1"}, versioned=True),
    Write("merging.undo", "/merges/{merge}/undo", DESK),
    Write("erasing.erase_over", "/participants/over", PLANNERS,
          {"chosen": "{forgotten}", "is_sure": "y"}),
    Write("erasing.erase", "/participants/{counted}/erase", PLANNERS,
          {"why": "asked", "is_sure": "y"}, versioned=True),
    Write("questionnaire.add", "/sessions/{session}/answers", CLASSROOM,
          {"moment": "both", "asked": "{asked}", "b1": "1", "a1": "3", "s": "4"}),
    Write("questionnaire.take_back", "/sessions/{session}/answers/{answer_sheet}/take-back",
          CLASSROOM),
    Write("questionnaire.say", "/sessions/{session}/comments", CLASSROOM,
          {"text": "またきたいです。"}),
    Write("questionnaire.unsay", "/sessions/{session}/comments/{said}/remove", CLASSROOM),
    Write("population.undo", "/population/imports/{population_import}/undo", PLANNERS),
    Write("population.again", "/population/imports/{undone_import}/again", PLANNERS),
    Write("outlook.save", "/outlook", PLANNERS, {"classes_a_month": "6", "note": "来年度の予定"}),
    Write("review.create_indicator", "/review/indicators/new", PLANNERS,
          {"action": "5", "name": "更新の回数", "unit": "回", "better": "higher",
           "is_active": "y"}),
    Write("review.change_indicator", "/review/indicators/5-1", PLANNERS,
          {"name": "公開データ数", "unit": "件", "baseline": "9",
           "target": "15", "better": "higher", "is_active": "y"}, versioned=True),
    Write("review.enter_actual", "/review/indicators/5-1/actuals/{review_year}", PLANNERS,
          {"value": "11", "source": "総務課の集計（訂正）", "measure": "{actual_measure}",
           "reference_on": "{today}"}, versioned=True),
    Write("review.write_texts", "/review/{review_year}/texts/5-1", PLANNERS,
          {"issues": "更新が遅れた。", "next_steps": "毎月出す。"}, versioned=True),
    Write("review.take_plan", "/review/indicators/plan", PLANNERS),
    Write("review.change_action", "/review/actions/5", PLANNERS,
          {"title": "オープンデータの推進", "office": "総務課", "steps-0-name": "公開"},
          versioned=True),
    Write("review.set_rating", "/review/rating", PLANNERS,
          {"name": "市の基準", "basis": "progress", "grades-0-letter": "S",
           "grades-0-least": "100", "grades-1-letter": "A"}, versioned=True),
    Write("review.freeze_year", "/review/{review_year}/freeze", PLANNERS,
          {"note": "議会", "sure": "y"}, versioned=True),
    Write("review.freeze_month", "/review/months/{last_month}/freeze", PLANNERS,
          versioned=True),
    Write("nowcast.add_period", "/special-periods", PLANNERS,
          {"kind": "campaign", "first": "{today}", "people": "120"}),
    Write("nowcast.withdraw_period", "/special-periods/{special_period}/withdraw", PLANNERS),
    Write("official.add", "/official-counts", PLANNERS,
          {"registered_on": "{today}", "registered": "101", "population": "220",
           "source": "県提供"}),
]  # fmt: skip
# Tested on their own: before sign-in there is no role; a file or a token is needed; a fragment.
ELSEWHERE = {
    "feeds.calendar",
    "papers.certificate",
    "papers.job_file",
    "setup.back_up",
    "place.district_file",
    "place.venue_file",
    "static",
    "enrolment.likely",
    "staff.sign_in",
    "staff.try_sign_in",
    "staff.sign_out",
    "staff.setup",
    "staff.use_setup",
    "participant.likely",
    "material.show",
    "entry_book.upload",
    "entry_book.preview",
    "entry_book.confirm",
    "entry_book.leave",
    "imports.upload",
    "imports.preview",
    "imports.confirm",
    "imports.refused",
    "imports.leave",
    "imports.left_out",
    "imports.left_out_list",
    "official.keep_file",
    "questionnaire.hand_over",
    "questionnaire.tablet",
    "questionnaire.send",
    "questionnaire.end",
    "population.upload",
    "population.preview",
    "population.confirm",
}


def make_world(db: Session) -> dict[str, str]:
    """Make one of everything; return what the addresses and forms name."""
    today = make.TODAY
    for role in Role:
        staff_service.set_password(db, make.staff(db, role), "いまの長い言葉は春の海")
    place = make.venue(db)
    course = make.course(db, title=TAUGHT, handout="digital-id")
    offering = make.offering(db, today, course_id=key(course), place=place)
    (session,) = make.sessions(db, offering)
    over = make.offering(db, today - timedelta(days=1), course_id=key(course), place=place)
    (ended,) = make.sessions(db, over)
    queue = make.offering(db, course_id=key(course), place=place)
    day = make.NEXT_WEEK + timedelta(days=1)
    later = make.offering(db, day, course_id=key(course), place=place)
    ended.closed_at = make.NOW
    teacher = make.teaching(db, session)
    make.teaching(db, ended)
    person = make.participant(db, telephone="0225004187")
    other = make.participant(db, "大野 ハル", "オオノ ハル", born_on=date(1944, 2, 29))
    world = {
        **_last_year(db, key(course), place),
        "planned": _planned(db, key(course), place),
        "staff": _extra_staff(db),
        "district": key(make.district(db)),
        "venue": key(place),
        "course": key(course),
        "offering": key(offering),
        "session": key(session),
        "ended": key(ended),
        "instructor": key(teacher),
        "phone": _phone(db),
        "person": key(person),
        "other": key(other),
        "left": _left(db, later),
        "enrolment": key(make.enrolment(db, person, offering)),
        "came": _came(db, offering, session),
        "walked_in": _line(db, offering, channel=Channel.WALK_IN),
        "waiting": _line(db, queue, status=Status.WAITLISTED, waiting_number=1),
        "cancelled": _line(db, queue, status=Status.CANCELLED),
        "promoted": _line(db, queue, before=Status.WAITLISTED),
        "later": key(later),
        **_moved(db, queue, later),
        "counted": _counted(db),
        "forgotten": _forgotten(db),
        "queue": key(queue),
        **calls_world(db),
        **draws_world(db, offering),
        **figures_world(db),
        **answers_world(db, key(session)),
        **review_world(db),
        "merge": _merged(db),
        "printed": _printed(db, session),
        "handout_text": own_version(db, "maps"),
        "broken_job": _broken_job(db),
        "today": today.isoformat(),
        "this_month": f"{today:%Y-%m}",
        "last_month": f"{months.later(today, -1):%Y-%m}",
        "next_week": make.NEXT_WEEK.isoformat(),
    }
    db.commit()
    return {name: str(value) for name, value in world.items()}


def _planned(db: Session, course_id: int, place: Venue) -> int:
    """Return a day of a draft."""
    draft = make.offering(
        db, make.NEXT_WEEK + timedelta(days=2), course_id=course_id, place=place,
        status=OfferingStatus.DRAFT,
    )  # fmt: skip
    return key(make.sessions(db, draft)[0])


def _last_year(db: Session, course_id: int, place: Venue) -> dict[str, object]:
    """Return a class of the year before the one that is planned now."""
    year = year_to_plan(make.TODAY)
    run = make.offering(db, date(year - 1, 4, 14), course_id=course_id, place=place)
    (session,) = make.sessions(db, run)
    return {"renewal_year": year, "last_run": key(run), "last_session": key(session)}


def _left(db: Session, later: Offering) -> int:
    """Make somebody who moved away and is still booked on a class."""
    person = make.participant(db, "転出 済", "テンシュツ スミ", moved_on=make.TODAY)
    make.enrolment(db, person, later)
    return key(person)


def _phone(db: Session) -> int:
    row = LoanPhone(label="7番")
    db.add(row)
    db.flush()
    return key(row)


def _printed(db: Session, session: CourseSession) -> int:
    keeper = Keeper(db, key="for tests only", at=make.NOW, by=None)
    return keeper.keep(key(session), SheetKind.ATTENDANCE, [1])


def _broken_job(db: Session) -> int:
    """A month that was being printed as the program was stopped."""
    an_hour_ago = make.NOW - timedelta(hours=1)
    row = PrintJob(
        month=make.TODAY.replace(day=1), state=JobState.RUNNING, total=2,
        asked_at=an_hour_ago, touched_at=an_hour_ago,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return key(row)


def _extra_staff(db: Session) -> int:
    row = StaffMember(login="extra", name="もうひとり", role=Role.VIEWER, created_at=make.NOW)
    db.add(row)
    db.flush()
    return key(row)


def _line(
    db: Session, offering: Offering, before: Status = Status.ACCEPTED, **given: object
) -> int:
    who = make.participant(db, "小野 ハル", "オノ ハル")
    line = make.enrolment(db, who, offering, **given)
    for status in (before, line.status):
        db.add(EnrolmentChange(enrolment_id=key(line), status=status, at=make.NOW))
    db.flush()
    return key(line)


def _moved(db: Session, old: Offering, new: Offering) -> dict[str, int]:
    who = make.participant(db, "佐藤 実", "サトウ ミノル")
    given_up = make.enrolment(db, who, old, status=Status.CANCELLED)
    moved = make.enrolment(db, who, new)
    for line, status in (
        (given_up, Status.ACCEPTED),
        (given_up, Status.CANCELLED),
        (moved, Status.ACCEPTED),
    ):
        db.add(EnrolmentChange(enrolment_id=key(line), status=status, at=make.NOW))
    db.flush()
    return {"given_up": key(given_up), "moved": key(moved)}


def _came(db: Session, offering: Offering, session: CourseSession) -> int:
    who = make.participant(db, "大野 節子", "オオノ セツコ")
    line = make.enrolment(db, who, offering)
    seen = Attendance(
        enrolment_id=key(line), course_session_id=key(session), mark=Mark.LATE, marked_at=make.NOW
    )
    db.add(seen)
    db.flush()
    return key(who)


def _merged(db: Session) -> int:
    kept, gone = (make.participant(db, "千葉 キヨ", "チバ キヨ") for _ in range(2))
    return key(make.merge(db, kept, gone))


def _forgotten(db: Session) -> int:
    """Give somebody whom nobody has seen for longer than people are kept."""
    long_ago = make.NOW - timedelta(days=9999)
    return key(make.participant(db, "古川 トメ", "フルカワ トメ", created_at=long_ago))


def _counted(db: Session) -> int:
    who = make.participant(db, "津 ツヤ", "ツ ツヤ")
    by = key(make.staff(db, Role.RECEPTION))
    app.reach(db, key(who), Stage.INSTALLED, Act(make.NOW, by), session=None, on=make.TODAY)
    return key(who)
