import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { pdf } from '../files/samples';
import { Api, type Fields } from './api';
import {
  BEST,
  CANDIDATES,
  COMMISSIONER,
  LAST,
  OFFICER,
  OFFICER_NAME,
  OPERATOR,
  POSITION,
  STAGE_CODES,
  WEIGHTS,
  type Candidate,
} from './people';
import { Server } from './server';

/** How far the selection has come when a test begins; each scene follows from the one before. */
export const SCENES = [
  'demo', // the demo's people and posts, and no plan of ours
  'draft', // a plan is written but not sent
  'sent', // Baru
  'review', // the officer is chosen
  'approved', // Disetujui
  'eligible', // four applicants who passed administration
  'applicants', // all four in kompetensi manajerial, none scored
  'scored', // all scores and descriptions are there
  'accepted', // three are accepted
  'reported', // the report is with the commission
  'passed', // Lulus
  'documented', // the inauguration's documents are there
  'finished', // Selesai
] as const;
export type Scene = (typeof SCENES)[number];

/** What the scene made. */
export interface Facts {
  plan: number;
  vacancy: number;
}

interface Choice {
  value: string;
  label: string;
}
interface PlanView {
  version: number;
  officers: Choice[];
  vacancies: { id: number }[];
}
export interface ApplicantView {
  id: number;
  version: number;
  name: string;
}
interface VacancyView {
  version: number;
  applicants: ApplicantView[];
}

/** Brings a server that shows one scene to the next one, by the same requests as the pages'. */
class Stage {
  facts: Facts = { plan: 0, vacancy: 0 };

  constructor(private readonly server: Server) {}

  readonly operator = lazy(() => Api.as(this.server, OPERATOR));
  readonly officer = lazy(() => Api.as(this.server, OFFICER));
  readonly commissioner = lazy(() => Api.as(this.server, COMMISSIONER));

  readonly steps: Record<Scene, () => Promise<void>> = {
    demo: async () => {},
    draft: async () => {
      const operator = await this.operator();
      const form = await planFields(operator);
      const done = await operator.call<{ go: string | null }>('selection/save_plan', { plan: '', version: 0, intent: 'draft', ...form });
      this.facts.plan = Number(/\/seleksi\/(\d+)/.exec(done.go ?? '')?.[1]);
    },
    sent: async () => {
      const operator = await this.operator();
      const form = await planFields(operator);
      await operator.call('selection/save_plan', { ...(await this.plan()), intent: 'send', ...form });
      this.facts.vacancy = (await this.view()).vacancies[0]?.id ?? 0;
    },
    review: async () => {
      const commissioner = await this.commissioner();
      const { officers } = await this.view(commissioner);
      const officer = officers.find(({ label }) => label.startsWith(OFFICER_NAME));
      await commissioner.call('selection/assign_officer', { ...(await this.plan()), 'form[officer]': officer?.value ?? '' });
    },
    approved: async () => {
      const officer = await this.officer();
      const letter = await officer.upload(pdf('Rekomendasi.pdf'));
      await officer.call('selection/recommend_plan', {
        ...(await this.plan()),
        'form[text][html]': '<div>Rencana telah memenuhi ketentuan.</div>',
        'form[files][]': letter,
      });
      await officer.call('selection/approve_plan', await this.plan());
    },
    eligible: async () => {
      const operator = await this.operator();
      await operator.call('selection/record_applicant_count', { ...(await this.vacancy()), 'form[count]': 4 });
      const lines = CANDIDATES.map(({ name, nip, agency }) => `${name}; ${nip}; ${agency}`).join('\n');
      await operator.call('selection/add_applicants', { vacancy: this.facts.vacancy, 'form[lines]': lines });
    },
    applicants: async () => this.advance(await this.operator(), 0),
    scored: async () => {
      const operator = await this.operator();
      for (const index of STAGE_CODES.keys()) {
        if (index > 0) await this.advance(operator, index);
        for (const candidate of CANDIDATES) await this.score(operator, candidate, index);
      }
      for (const candidate of CANDIDATES) await this.describe(operator, candidate);
    },
    accepted: async () => {
      const operator = await this.operator();
      for (const candidate of BEST) {
        const { id, version } = await this.applicant(candidate.name);
        await operator.call('selection/accept_applicant', { applicant: id, version, 'form[reason]': '' });
      }
      const { id, version } = await this.applicant(LAST.name);
      await operator.call('selection/reject_applicant', { applicant: id, version, 'form[reason]': 'Nilai terendah.' });
    },
    reported: async () => {
      const operator = await this.operator();
      await operator.call('selection/send_report', {
        ...(await this.plan()),
        'form[note][html]': '<div>Terlampir laporan lengkap.</div>',
        'form[cover_files][]': await operator.upload(pdf('Surat pengantar.pdf')),
        'form[stage_files][]': await operator.upload(pdf('Laporan tahapan.pdf')),
        'form[minutes][html]': '<div>Berita acara terlampir.</div>',
        'form[minutes_files][]': await operator.upload(pdf('Berita acara.pdf')),
      });
    },
    passed: async () => {
      const officer = await this.officer();
      await officer.call('selection/pass_report', { ...(await this.plan()), 'form[text][html]': '<div>Lulus.</div>' });
    },
    documented: async () => {
      const operator = await this.operator();
      await operator.call('selection/record_inauguration', {
        ...(await this.vacancy()),
        'form[minutes][html]': '<div>Terlampir berita acara pelantikan.</div>',
        'form[minutes_files][]': await operator.upload(pdf('BA pelantikan.pdf')),
        'form[decree][html]': '<div>Terlampir SK pengangkatan.</div>',
        'form[decree_files][]': await operator.upload(pdf('SK.pdf')),
      });
    },
    finished: async () => {
      const operator = await this.operator();
      const { id } = await this.applicant(BEST[0].name);
      await operator.call('selection/appoint', {
        ...(await this.vacancy()),
        'form[applicant]': id,
        'form[rank]': 'Pembina Utama Muda (IV/c)',
        'form[decree]': '821.22/15/2026',
        'form[start]': '2026-10-01',
        'form[end]': '2031-09-30',
        'form[appointment]': 'open_selection',
        'form[filling_plan]': 'open_selection',
      });
    },
  };

  async addScored(candidate: Candidate): Promise<void> {
    const operator = await this.operator();
    const { applicants } = await this.vacancyView();
    await operator.call('selection/record_applicant_count', { ...(await this.vacancy()), 'form[count]': applicants.length + 1 });
    const { name, nip, agency } = candidate;
    const { vacancy } = this.facts;
    await operator.call('selection/add_applicant', { vacancy, 'form[name]': name, 'form[nip]': nip, 'form[agency]': agency });
    for (const index of STAGE_CODES.keys()) {
      const { id } = await this.applicant(name);
      await operator.call('selection/advance_applicants', { vacancy, stage: STAGE_CODES[index] ?? '', 'applicants[0]': id });
      await this.score(operator, candidate, index);
    }
    await this.describe(operator, candidate);
  }

  private async score(operator: Api, candidate: Candidate, index: number): Promise<void> {
    const { id, version } = await this.applicant(candidate.name);
    const score = candidate.scores[index] ?? '';
    const stage = STAGE_CODES[index] ?? '';
    await operator.call('selection/save_score', { applicant: id, version, stage, 'form[score]': score, 'form[reason]': '' });
  }

  private async describe(operator: Api, candidate: Candidate): Promise<void> {
    const { id, version } = await this.applicant(candidate.name);
    const text = `<div>Rekam jejak ${candidate.name} baik.</div>`;
    await operator.call('selection/describe_track_record', { applicant: id, version, 'form[text][html]': text });
  }

  private async view(as?: Api): Promise<PlanView> {
    const api = as ?? (await this.operator());
    return api.call<PlanView>('selection/get_plan', { plan: this.facts.plan });
  }

  private async plan(): Promise<Fields> {
    return { plan: this.facts.plan, version: (await this.view()).version };
  }

  private async vacancyView(): Promise<VacancyView> {
    return (await this.operator()).call<VacancyView>('selection/get_vacancy', { vacancy: this.facts.vacancy });
  }

  private async vacancy(): Promise<Fields> {
    return { vacancy: this.facts.vacancy, version: (await this.vacancyView()).version };
  }

  private async applicant(name: string): Promise<ApplicantView> {
    const found = (await this.vacancyView()).applicants.find((applicant) => applicant.name === name);
    if (!found) throw new Error(`there is no applicant ${name}`);
    return found;
  }

  private async advance(operator: Api, index: number): Promise<void> {
    const { applicants } = await this.vacancyView();
    const chosen = Object.fromEntries(applicants.map(({ id }, at) => [`applicants[${at}]`, id]));
    await operator.call('selection/advance_applicants', {
      vacancy: this.facts.vacancy,
      stage: STAGE_CODES[index] ?? '',
      ...chosen,
    });
  }
}

/** The plan of every scene. */
export async function planFields(operator: Api, of = POSITION): Promise<Fields> {
  const { positions } = await operator.call<{ positions: Choice[] }>('selection/edit_plan_form');
  const position = positions.find(({ label }) => label.includes(of));
  if (!position) throw new Error(`${of} is not among ${positions.map(({ label }) => label).join(', ')}`);
  const weights = Object.fromEntries(STAGE_CODES.map((code, at) => [`form[weights][${code}]`, WEIGHTS[at] ?? '']));
  return {
    'form[positions][0]': position.value,
    'form[letter_number]': '800/123/2026',
    'form[filling_method]': 'open_selection',
    'form[reason]': 'term_exceeded',
    'form[reason_text][html]': '<div>Pejabat telah menjabat lebih dari lima tahun.</div>',
    'form[methods][0]': 'assessment_centre',
    ...weights,
    'form[committee][0][name]': 'Prof. Dr. Siti Aminah, M.Si.',
    'form[committee][0][note]': 'Ketua',
    'form[committee][0][element]': 'expert',
    'form[schedule][0][activity]': 'Pengumuman',
    'form[schedule][0][start]': '2026-08-03',
    'form[schedule][0][end]': '2026-08-18',
  };
}

/** One more applicant, scored in all stages and described, for a server that shows `scored` or `accepted`. */
export async function addScored(server: Server, facts: Facts, candidate: Candidate): Promise<void> {
  const stage = new Stage(server);
  stage.facts = facts;
  await stage.addScored(candidate);
}

/** More plans of the same institution, sent one after the other. */
export async function sendMore(server: Server, posts: readonly string[]): Promise<void> {
  const operator = await Api.as(server, OPERATOR);
  for (const [at, post] of posts.entries()) {
    const form = { ...(await planFields(operator, post)), 'form[letter_number]': `800/${at + 500}/2026` };
    await operator.call('selection/save_plan', { plan: '', version: 0, intent: 'send', ...form });
  }
}

/** Brings an empty server to a scene. */
export async function play(server: Server, until: Scene): Promise<Facts> {
  const stage = new Stage(server);
  for (const scene of SCENES.slice(0, SCENES.indexOf(until) + 1)) await stage.steps[scene]();
  return stage.facts;
}

/** Keeps each scene's data in a folder once it was played, so that the next test begins there at once. */
export class Scenes {
  private readonly made = new Map<Scene, Promise<string>>();

  constructor(private readonly base: string) {}

  /** Copies a scene into a folder. */
  async into(folder: string, scene: Scene): Promise<Facts> {
    const source = await this.make(scene);
    await cp(source, folder, { recursive: true, filter: (file) => path.basename(file) !== 'server.log' });
    return facts(folder);
  }

  private make(scene: Scene): Promise<string> {
    const known = this.made.get(scene) ?? this.build(scene);
    this.made.set(scene, known);
    return known;
  }

  private async build(scene: Scene): Promise<string> {
    const folder = path.join(this.base, scene);
    await mkdir(folder, { recursive: true });
    const before = SCENES[SCENES.indexOf(scene) - 1];
    if (before) await this.into(folder, before);
    const server = await Server.start({ folder });
    try {
      const stage = new Stage(server);
      stage.facts = await facts(folder);
      await stage.steps[scene]();
      await writeFile(path.join(folder, 'facts.json'), JSON.stringify(stage.facts));
    } catch (error) {
      throw new Error(`the scene “${scene}” could not be made\n${server.log()}`, { cause: error });
    } finally {
      await server.stop();
    }
    return folder;
  }
}

async function facts(folder: string): Promise<Facts> {
  const file = path.join(folder, 'facts.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Facts) : { plan: 0, vacancy: 0 };
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
