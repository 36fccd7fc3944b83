// A stage that is passed or failed (gugur/lulus): whoever fails goes no further, until that is corrected.

import { pdf } from '../files/samples';
import { expect, test } from '../fixtures';
import { fillPlan, PLAN, repeated, repeatedRow, sendPlan } from '../job/plan';
import {
  eligible,
  moveAll,
  moveOne,
  openProcess,
  pasteApplicants,
  pick,
  recordCount,
  openPart,
  stageTable,
  under,
} from '../job/process';
import { approve, assignOfficer, recommend } from '../job/review';
import { CANDIDATES, COMMISSIONER, OFFICER, OPERATOR } from '../support/people';

const HEALTH = 'Tes Kesehatan';
const NEXT = 'kompetensi manajerial';
const FAILS = CANDIDATES[0].name;
const PASS = CANDIDATES.slice(1).map(({ name }) => name);

for (const script of [true, false]) {
  test.describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled: script });

    test('whoever fails goes no further, until that is corrected', async ({ person }) => {
      test.setTimeout(240_000);
      const operator = await person(OPERATOR);
      let plan = 0;

      await test.step('the plan has a stage without weight', async () => {
        await operator.open('/seleksi/tambah');
        await fillPlan(operator, PLAN);
        const stage = await repeatedRow(operator, 'Tahapan lain', 0);
        await operator.fill(stage, 'Nama tahapan', HEALTH);
        await operator.choose(stage, 'Penilaian', 'Gugur/lulus');
        await operator.choose(stage, 'Letak', 'Di awal');
        if (script) {
          await expect(operator.field(stage, 'Bobot Penilaian')).toHaveCount(0);
          await expect(repeated(operator.page, 'Bobot dan urutan tahapan')).toContainText('Jumlah bobot: 100.');
        }
        plan = await sendPlan(operator);
        await expect(operator.row(operator.table('Bobot setiap tahapan'), HEALTH)).toContainText('Gugur/lulus');
      });

      await test.step('the commission approves it', async () => {
        const chief = await person(COMMISSIONER);
        await chief.open(`/seleksi/${plan}`);
        await assignOfficer(chief);
        const officer = await person(OFFICER);
        await officer.open(`/seleksi/${plan}`);
        await recommend(officer, 'Rencana telah memenuhi ketentuan.', pdf('Surat rekomendasi.pdf'));
        await approve(officer);
      });

      await test.step('one fails, the others pass and go on', async () => {
        await operator.open(`/seleksi/${plan}`);
        await openProcess(operator);
        await recordCount(operator, CANDIDATES.length);
        await pasteApplicants(operator, CANDIDATES);
        await moveAll(operator, HEALTH, [FAILS, ...PASS]);
        const table = stageTable(operator, HEALTH);
        for (const name of [FAILS, ...PASS]) {
          const verdict = name === FAILS ? 'Gugur' : 'Lulus';
          await operator.send(operator.button(`${verdict} pada ${HEALTH}: ${name}`));
          await expect(under(operator.row(table, name), 'Hasil')).toHaveText(verdict);
        }
        await moveAll(operator, NEXT, PASS, HEALTH);
        await expect(operator.row(stageTable(operator, NEXT), FAILS)).toHaveCount(0);
        for (const [part, shown] of [[HEALTH, table], ['Administrasi', eligible(operator)]] as const) {
          await openPart(operator, part);
          await expect(operator.row(shown, FAILS)).toContainText(`Gugur pada ${HEALTH}`);
        }
      });

      await test.step('that was a mistake, which is corrected with a reason', async () => {
        await openPart(operator, HEALTH);
        const form = await pick(operator, `Koreksi hasil ${HEALTH} ${FAILS}`, 'Koreksi Hasil');
        await operator.choose(form, 'Hasil baru', 'Lulus');
        await operator.fill(form, 'Alasan koreksi', 'Hasil laboratorium tertukar.');
        await operator.send(operator.button('Simpan', form));
        await openPart(operator, 'Rekap');
        const history = operator.row(operator.table('Riwayat koreksi skor dan hasil'), FAILS);
        await expect(history).toContainText(/Gugur\s*Lulus\s*Hasil laboratorium tertukar\./);
        await moveOne(operator, FAILS, NEXT, HEALTH);
      });
    });
  });
}
