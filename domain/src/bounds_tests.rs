//! Every field of every form: what is far too long, or far too many, is said at that very field.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    calendar::parse_date,
    field::FieldErrors,
    holiday::{
        form::{CloseYearForm, HolidayForm},
        rules::RulesForm,
    },
    identity::{
        LoginForm, Role,
        account::{JobTitleForm, MemberForm, Mode, OfficerForm},
        password::PasswordForm,
        profile::{CodeForm, ProofForm},
    },
    institution::form::InstitutionForm,
    official::AppointmentForm,
    rich_text::CleanText,
    selection::{
        applicant::{PersonForm, TrackRecordForm},
        forms::{AssignForm, AssignManyForm, CountForm, ReasonForm, ScoreForm, SheetForm},
        inauguration::InaugurationForm,
        monitoring::MonitoringForm,
        plan::PlanForm,
        report::ReportForm,
        review::MessageForm,
        stage::tests::{health_first, usual_scheme},
    },
};

const LONG: usize = 400_000;
const MANY: usize = 3_000;

/// Asks the form's check about each field of `good`, blown up.
fn each<F: Serialize + DeserializeOwned>(
    name: &str,
    good: Value,
    check: impl Fn(F) -> Result<(), FieldErrors>,
) {
    let fields = good.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert!(!fields.is_empty(), "{name} has no fields");
    for field in fields {
        blown_up(name, &good, &[field], &check);
    }
}

fn blown_up<F: Serialize + DeserializeOwned>(
    name: &str,
    good: &Value,
    path: &[String],
    check: &impl Fn(F) -> Result<(), FieldErrors>,
) {
    let pointer = format!("/{}", path.join("/"));
    let key = path.iter().skip(1).fold(path[0].clone(), |key, part| format!("{key}[{part}]"));
    let tell = |value: Value| {
        let mut form = good.clone();
        *form.pointer_mut(&pointer).unwrap() = value;
        let errors = check(serde_json::from_value(form).unwrap());
        let said = errors.as_ref().err().and_then(|errors| errors.get(&key));
        assert!(
            said.is_some_and(|sentence| !sentence.is_empty()),
            "{name}: {key} takes anything: {errors:?}"
        );
    };
    match good.pointer(&pointer).unwrap() {
        Value::String(_) => tell("9".repeat(LONG).into()),
        Value::Array(items) => {
            let item = items.first().cloned();
            let numbers = (1..=MANY).map(|n| Value::from(n.to_string())).collect::<Vec<_>>();
            tell(
                item.as_ref()
                    .filter(|item| item.is_object())
                    .map_or(numbers.into(), |item| vec![item.clone(); MANY].into()),
            );
            match item {
                Some(Value::Object(fields)) => {
                    for field in fields.keys() {
                        let path = [path, &["0".to_owned(), field.clone()]].concat();
                        blown_up(name, good, &path, check);
                    }
                }
                // A list of files or of choices complains as a whole.
                _ => tell(json!(["9".repeat(LONG)])),
            }
        }
        Value::Object(fields) => {
            for field in fields.keys() {
                blown_up(name, good, &[path, std::slice::from_ref(field)].concat(), check);
            }
        }
        other => panic!("{name}: {key} is {other}"),
    }
}

fn of<F: Serialize + Default>() -> Value {
    serde_json::to_value(F::default()).unwrap()
}

/// With passwords, so that the second is compared with the first.
fn with_password<F: Serialize + Default>() -> Value {
    let mut form = of::<F>();
    form["password"] = "kuda-terbang-biru".into();
    form["confirmation"] = "kuda-terbang-biru".into();
    form
}

fn plan() -> Value {
    let mut form = of::<PlanForm>();
    form["committee"] = json!([{ "name": "Ani", "note": "", "element": "expert", "file": [] }]);
    form["stages"] = json!([{ "name": "Tes Kesehatan", "grading": "", "weight": "10", "after": "paper" }]);
    form["schedule"] = json!([{ "activity": "Pengumuman", "start": "01/08/2016", "end": "15/08/2016" }]);
    form
}

#[test]
fn a_draft_takes_no_field_without_a_bound() {
    each("PlanForm as a draft", plan(), |form: PlanForm| form.validate_draft());
}

#[test]
fn a_selections_forms_take_no_field_without_a_bound() {
    // The places of the stages are told by what stands in the weights.
    let mut sent = plan();
    for stage in ["managerial", "paper", "interview", "track_record"] {
        sent["weights"][stage] = "25".into();
    }
    each("PlanForm", sent, |form: PlanForm| form.validate().map(drop));
    each("MessageForm", of::<MessageForm>(), |form: MessageForm| form.validate("Pesan").map(drop));
    each("MessageForm, clean", of::<MessageForm<CleanText>>(), |form: MessageForm<CleanText>| {
        form.validate("Pesan").map(drop)
    });
    each("ReportForm", of::<ReportForm>(), |form: ReportForm| form.validate().map(drop));
    each("InaugurationForm", of::<InaugurationForm>(), |form: InaugurationForm| form.validate().map(drop));
    let today = parse_date("Hari ini", "01/09/2016").unwrap();
    each("MonitoringForm", of::<MonitoringForm>(), |form: MonitoringForm| {
        form.validate(&usual_scheme(), today).map(drop)
    });
    each("TrackRecordForm", of::<TrackRecordForm>(), |form: TrackRecordForm| form.validate().map(drop));
    each("PersonForm", of::<PersonForm>(), |form: PersonForm| form.validate().map(drop));
    each("AssignForm", of::<AssignForm>(), |form: AssignForm| form.validate().map(drop));
    each("AssignManyForm", of::<AssignManyForm>(), |form: AssignManyForm| form.validate().map(drop));
    each("CountForm", of::<CountForm>(), |form: CountForm| form.validate(0).map(drop));
    each("SheetForm", of::<SheetForm>(), |form: SheetForm| form.validate().map(drop));
    each("ScoreForm", of::<ScoreForm>(), |form: ScoreForm| form.validate(&usual_scheme(), "paper").map(drop));
    each("ScoreForm without weight", of::<ScoreForm>(), |form: ScoreForm| {
        form.validate(&health_first(), "own_1").map(drop)
    });
    each("ReasonForm", of::<ReasonForm>(), |form: ReasonForm| form.required().map(drop));
    each("ReasonForm", of::<ReasonForm>(), |form: ReasonForm| form.optional().map(drop));
    each("AppointmentForm", of::<AppointmentForm>(), |form: AppointmentForm| form.validate().map(drop));
}

#[test]
fn peoples_and_institutions_forms_take_no_field_without_a_bound() {
    let none = |_: &str| false;
    each("LoginForm", of::<LoginForm>(), |form: LoginForm| form.validate().map(drop));
    each("CodeForm", of::<CodeForm>(), |form: CodeForm| form.validate().map(drop));
    each("PasswordForm", with_password::<PasswordForm>(), |form: PasswordForm| {
        form.validate("rina", none).map(drop)
    });
    each("ProofForm", of::<ProofForm>(), |form: ProofForm| form.validate(true).map(drop));
    each("JobTitleForm", of::<JobTitleForm>(), |form: JobTitleForm| form.validate().map(drop));
    each("OfficerForm", with_password::<OfficerForm>(), |form: OfficerForm| {
        form.validate(Mode::New, none).map(drop)
    });
    each("MemberForm", with_password::<MemberForm>(), |form: MemberForm| {
        form.validate(Mode::New, &Role::MEMBERS, none).map(drop)
    });
    each("HolidayForm", of::<HolidayForm>(), |form: HolidayForm| form.validate().map(drop));
    each("CloseYearForm", of::<CloseYearForm>(), |form: CloseYearForm| form.validate().map(drop));
    each("RulesForm", of::<RulesForm>(), |form: RulesForm| form.validate().map(drop));
    let mut institution = with_password::<InstitutionForm>();
    institution["kind"] = "regency".into();
    institution["province"] = "32".into();
    each("InstitutionForm", institution, |form: InstitutionForm| form.validate(Mode::New, none).map(drop));
}
