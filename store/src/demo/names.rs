//! Made-up people's names, as they are usual in each part of the country.

/// What people of one part of the country are called: men, women, and the names that follow.
pub(super) struct Culture {
    pub(super) men: [&'static str; 8],
    pub(super) women: [&'static str; 8],
    pub(super) last: [&'static str; 9],
}

/// The names of a province, by its code; Java's for the centre.
pub(super) fn of_province(code: &str) -> &'static Culture {
    match code {
        "11" => &ACEH,
        "12" => &BATAK,
        "13" => &MINANG,
        "14" | "15" | "16" | "17" | "18" | "19" | "21" => &MELAYU,
        "32" | "36" => &SUNDA,
        "51" => &BALI,
        "52" => &SASAK,
        "53" => &FLORES,
        "61" | "62" | "63" | "64" | "65" => &BORNEO,
        "72" | "73" | "74" | "75" | "76" => &BUGIS,
        "71" => &MINAHASA,
        "81" | "82" => &MALUKU,
        "91" | "92" | "93" | "94" | "95" | "96" => &PAPUA,
        _ => &JAVA,
    }
}

const ACEH: Culture = Culture {
    men: ["Teuku Rizal", "Muzakir", "Zulfikar", "Iskandar", "Mahdi", "Said Fadhil", "Fauzan", "Ridwan"],
    women: ["Cut Nurlela", "Rahmawati", "Safrina", "Nurul Izzah", "Mutia", "Yusnidar", "Zahara", "Ainal"],
    last: ["Usman", "Daud", "Yusuf", "Ibrahim", "Hasballah", "Abdullah", "Syah", "Amin", "Hamzah"],
};

const BATAK: Culture = Culture {
    men: ["Parlindungan", "Jonathan", "Maruli", "Binsar", "Togar", "Hotman", "Saut", "Rudolf"],
    women: ["Lamria", "Rosdiana", "Tiurma", "Dameria", "Ruth", "Nursaida", "Marlina", "Hotnida"],
    last: [
        "Simanjuntak",
        "Nasution",
        "Siregar",
        "Hutagalung",
        "Sembiring",
        "Lubis",
        "Situmorang",
        "Ginting",
        "Panjaitan",
    ],
};

const MINANG: Culture = Culture {
    men: ["Afrizal", "Yondri", "Erman", "Syafrizal", "Hendri", "Zulkifli", "Rinaldi", "Masrul"],
    women: ["Elfa", "Yulianis", "Desmawati", "Fitri", "Rosneli", "Wirda", "Meldawati", "Nelvia"],
    last: ["Chaniago", "Piliang", "Tanjung", "Koto", "Sikumbang", "Jambak", "Guci", "Malik", "Effendi"],
};

const MELAYU: Culture = Culture {
    men: ["Raja Hamdan", "Syahrial", "Firdaus", "Amrizal", "Taufik", "Helmi", "Azwar", "Edison"],
    women: ["Encik Rohani", "Masnah", "Yusmaniar", "Siti Khadijah", "Laila", "Emilda", "Roslaini", "Hartati"],
    last: ["Hamid", "Syarif", "Arifin", "Anwar", "Zainuddin", "Kadir", "Saleh", "Bahar", "Marzuki"],
};

const SUNDA: Culture = Culture {
    men: ["Asep", "Dadang", "Ujang", "Cecep", "Iwan", "Dede", "Tatang", "Yayan"],
    women: ["Neng Euis", "Imas", "Tuti", "Lilis", "Nining", "Ai", "Iis", "Teti"],
    last: [
        "Suherman",
        "Kurniawan",
        "Hidayat",
        "Sutisna",
        "Komara",
        "Rohmana",
        "Wiradinata",
        "Sukmara",
        "Permana",
    ],
};

const JAVA: Culture = Culture {
    men: ["Bambang", "Agus", "Joko", "Slamet", "Eko", "Teguh", "Wahyu", "Heru"],
    women: [
        "Sri Lestari",
        "Endang Rahayu",
        "Retno Wulandari",
        "Dyah Ayu",
        "Wahyuni",
        "Titik Suparti",
        "Indah Kurniasih",
        "Ratna Dewi",
    ],
    last: ["Prasetyo", "Wibowo", "Santoso", "Nugroho", "Hartono", "Purnomo", "Widodo", "Susilo", "Saputra"],
};

const BALI: Culture = Culture {
    men: ["I Wayan", "I Made", "I Nyoman", "I Ketut", "Ida Bagus", "I Gede", "Anak Agung", "I Putu"],
    women: [
        "Ni Wayan Sri",
        "Ni Made Ayu",
        "Ni Nyoman",
        "Ni Ketut Dewi",
        "Ida Ayu",
        "Ni Luh",
        "Anak Agung Istri",
        "Ni Putu",
    ],
    last: ["Suryana", "Astawa", "Arnawa", "Pradnya", "Mahendra", "Widana", "Artana", "Wirawan", "Darma"],
};

const SASAK: Culture = Culture {
    men: [
        "Lalu Hasan",
        "Lalu Gede",
        "Abdul Wahab",
        "Muhammad Zaini",
        "Sahrul",
        "Jalaluddin",
        "Mustafa",
        "Amir",
    ],
    women: [
        "Baiq Nurhayati",
        "Baiq Yuni",
        "Siti Raihan",
        "Hilmiati",
        "Nurjannah",
        "Suhartini",
        "Maemunah",
        "Aisyah",
    ],
    last: ["Mahsun", "Wiratmaja", "Fathurrahman", "Hakim", "Azhar", "Syukri", "Rahman", "Akbar", "Ihsan"],
};

const FLORES: Culture = Culture {
    men: ["Yohanes", "Petrus", "Gregorius", "Fransiskus", "Stefanus", "Markus", "Dominikus", "Benediktus"],
    women: ["Maria", "Yustina", "Theresia", "Agnes", "Veronika", "Kristina", "Margaretha", "Elisabeth"],
    last: ["Djawa", "Lamawuran", "Nuwa", "Keraf", "Tefa", "Bria", "Mbete", "Lada", "Naisoko"],
};

const BORNEO: Culture = Culture {
    men: ["Syamsul", "Ruslan", "Darmawi", "Thomas", "Hairil", "Gusti Noor", "Aloysius", "Saiful"],
    women: ["Norhayati", "Rusmini", "Lidia", "Yanti", "Halimah", "Gusti Siti", "Dayang", "Noor Aida"],
    last: ["Anwar", "Ngabang", "Bahri", "Usop", "Noor", "Hasan", "Lambung", "Fahrurrazi", "Tingang"],
};

const BUGIS: Culture = Culture {
    men: [
        "Andi Baso",
        "Andi Rahmat",
        "Syarifuddin",
        "Muhammad Arfah",
        "Hasanuddin",
        "Baharuddin",
        "Ambo",
        "Sudirman",
    ],
    women: [
        "Andi Tenri",
        "Andi Nurbaya",
        "Hasnawati",
        "Rosmini",
        "Marhuma",
        "Sitti Aminah",
        "Nurlinda",
        "Hadijah",
    ],
    last: ["Mappanyukki", "Pasolong", "Rauf", "Nur", "Sulaiman", "Palaguna", "Tahir", "Mattalatta", "Yasin"],
};

const MINAHASA: Culture = Culture {
    men: ["Jefry", "Ronny", "Steven", "Denny", "Franky", "Herling", "Noldy", "Ferdinand"],
    women: ["Grace", "Meiske", "Jeane", "Olga", "Vonny", "Linda", "Selvie", "Deysi"],
    last: [
        "Wowor",
        "Lumintang",
        "Sondakh",
        "Kalalo",
        "Rumondor",
        "Tumbelaka",
        "Mandagi",
        "Pangemanan",
        "Runtuwene",
    ],
};

const MALUKU: Culture = Culture {
    men: ["Semuel", "Abdul Gani", "Hendrik", "Ismail", "Elias", "Burhan", "Josef", "Ridwan"],
    women: ["Naomi", "Fatmawati", "Helena", "Salma", "Dortje", "Rukmini", "Yulita", "Hawa"],
    last: [
        "Pattiwael",
        "Latuconsina",
        "Sahetapy",
        "Tuasikal",
        "Leatemia",
        "Marasabessy",
        "Usemahu",
        "Syah",
        "Umasugi",
    ],
};

const PAPUA: Culture = Culture {
    men: ["Yakob", "Otniel", "Matius", "Elieser", "Yulianus", "Demianus", "Septinus", "Nathan"],
    women: ["Yuliana", "Orpa", "Marike", "Dorince", "Fransina", "Ester", "Selina", "Martha"],
    last: ["Rumbiak", "Wanimbo", "Kambuaya", "Mandacan", "Yoku", "Tabuni", "Wonda", "Rumaropen", "Kaize"],
};
