//! The choices of a plan's form, with their codes and their words.

use crate::coded::coded;

coded! {
    /// How a post is filled: Cara Pengisian JPT in a plan, Pengangkatan and
    /// Rencana Pengisian of an office holder.
    pub enum FillingMethod {
        /// Open selection.
        OpenSelection = "open_selection", "Seleksi Terbuka";
        /// Transfer or rotation.
        Transfer = "transfer", "Mutasi/Rotasi";
        /// Suitability test.
        SuitabilityTest = "suitability_test", "Uji Kesesuaian";
        /// Confirmation after a reorganisation.
        Confirmation = "confirmation", "Pengukuhan";
        /// Assignment.
        Assignment = "assignment", "Penugasan";
    }
}

coded! {
    /// Why the post is to be filled (Gambar 24; Peraturan Bupati PALI 2021 Pasal 23 ayat 1).
    pub enum Reason {
        /// In office for more than five years.
        TermExceeded = "term_exceeded", "Masa Jabatan Lebih dari 5 Tahun";
        /// Reorganisation.
        Restructuring = "restructuring", "Restrukturisasi Organisasi";
        /// Performance target missed.
        TargetMissed = "target_missed", "Target Kinerja Tidak Tercapai";
        /// Retired.
        Retirement = "retirement", "Pensiun";
        /// Died.
        Death = "death", "Meninggal Dunia";
        /// Resigned.
        Resignation = "resignation", "Mengundurkan Diri";
        /// Severe disciplinary punishment.
        Discipline = "discipline", "Dijatuhi Hukuman Disiplin Tingkat Berat";
        /// Appointed to another post.
        OtherPost = "other_post", "Diangkat dalam Jabatan Lain";
        /// Suspended from the civil service.
        Suspension = "suspension", "Diberhentikan Sementara dari PNS";
        /// Dismissed for not performing.
        DismissedForPerformance = "dismissed_for_performance", "Diberhentikan karena Tidak Mencapai Kinerja";
        /// Assigned full-time outside senior posts.
        FullTimeElsewhere = "full_time_elsewhere", "Ditugaskan Secara Penuh di Luar JPT";
        /// On unpaid leave.
        UnpaidLeave = "unpaid_leave", "Menjalani Cuti di Luar Tanggungan Negara";
        /// Dismissed because a reorganised post no longer fits.
        MismatchAfterReorganisation = "mismatch_after_reorganisation", "Tidak Sesuai Kualifikasi dan Kompetensi akibat Reorganisasi";
        /// A new post.
        NewPost = "new_post", "Jabatan Baru";
    }
}

coded! {
    /// How competence is assessed (Gambar 22, Metode seleksi).
    pub enum SelectionMethod {
        /// Assessment centre.
        AssessmentCentre = "assessment_centre", "Assessment centre";
        /// A team of two or three assessors.
        AssessorTeam = "assessor_team", "Team Assessor (2 - 3 orang)";
        /// An earlier assessment that is still valid.
        ValidAssessment = "valid_assessment", "Hasil Assessment yang masih berlaku";
    }
}

coded! {
    /// Where a committee member comes from (Peraturan Bupati PALI 2021, unsur panitia seleksi).
    pub enum CommitteeElement {
        /// From the institution itself.
        Internal = "internal", "Internal instansi";
        /// From another institution.
        OtherInstitution = "other_institution", "Instansi lain";
        /// Academic, expert or professional.
        Expert = "expert", "Akademisi, pakar, atau profesional";
    }
}
