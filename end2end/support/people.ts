/** The password of every demo account. */
export const PASSWORD = 'SijaptiDemo2016!';
/** The password of the Admin of an installation without the demo; a real one may not consist of the system's name. */
export const FIRST_PASSWORD = 'pagi cerah di danau Toba';

/** Enters everything for Jakarta Selatan. */
export const OPERATOR = 'jaksel';
/** Manages the accounts of Jakarta Selatan. */
export const INSTITUTION_ADMIN = 'adminjaksel';
/** Appoints the officer. */
export const COMMISSIONER = 'komisioner';
/** Manages Petugas, Institusi and settings of the commission. */
export const ADMIN = 'admin';
/** The officer who handles the plan. */
export const OFFICER = 'asisten1';
/** Their name in the list of officers. */
export const OFFICER_NAME = 'Asisten 1 KASN';

/** The post that the whole job fills. */
export const POST = 'Kepala Dinas Sosial';
/** Its Nomenklatur. */
export const POSITION = `Dinas Sosial - ${POST}`;

/** The stages in the plan's usual order, as they stand inside a sentence. */
export const STAGES = ['kompetensi manajerial', 'penulisan makalah', 'wawancara', 'rekam jejak'] as const;
export type StageWords = (typeof STAGES)[number];

/** The stages' codes, in the same order. */
export const STAGE_CODES = ['managerial', 'paper', 'interview', 'track_record'] as const;

/** Their weights: BOBOT of Gambar 34 to 37. */
export const WEIGHTS = ['40', '20', '30', '10'] as const;

export interface Candidate {
  name: string;
  nip: string;
  agency: string;
  /** SKOR by stage, as typed. */
  scores: readonly [string, string, string, string];
  /** NILAI by stage. */
  marks: readonly [string, string, string, string];
  /** TOTAL NILAI. */
  total: string;
}

/** The figures' four candidates, with whole NIP, in the order in which they are entered. */
export const CANDIDATES: readonly [Candidate, Candidate, Candidate, Candidate] = [
  {
    name: 'Kandidat 4',
    nip: '197004041995011004',
    agency: 'Dinas Kesehatan D',
    scores: ['6', '9', '6', '5'],
    marks: ['240', '180', '180', '50'],
    total: '650',
  },
  {
    name: 'Kandidat 3',
    nip: '197003031995012003',
    agency: 'Dinas Kesehatan C',
    scores: ['8', '7', '7', '5,3'],
    marks: ['320', '140', '210', '53'],
    total: '723',
  },
  {
    name: 'kandidat 2',
    nip: '197002021995011002',
    agency: 'Dinas Kesehatan B',
    scores: ['4', '2', '7,5', '6,7'],
    marks: ['160', '40', '225', '67'],
    total: '492',
  },
  {
    name: 'Kandidat 1',
    nip: '197001011995011001',
    agency: 'Dinas Kesehatan A',
    scores: ['9', '4', '5,4', '5,9'],
    marks: ['360', '80', '162', '59'],
    total: '661',
  },
];

/** The three best, highest total first. */
export const BEST: readonly [Candidate, Candidate, Candidate] = [CANDIDATES[1], CANDIDATES[3], CANDIDATES[0]];
/** The one who is turned down. */
export const LAST: Candidate = CANDIDATES[2];

/** A fifth one, between the third and the fourth. */
export const FIFTH: Candidate = {
  name: 'Kandidat 5',
  nip: '197005051995012005',
  agency: 'Dinas Kesehatan E',
  scores: ['5', '5', '5', '5'],
  marks: ['200', '100', '150', '50'],
  total: '500',
};
