// The whole job of a selection, by two sides at two browsers, as in Gambar 21 to 52.

import { pdf, png } from '../files/samples';
import { expect, test } from '../fixtures';
import { appoint, inaugurate } from '../job/inauguration';
import { monitor } from '../job/monitoring';
import { fillPlan, listed, openFromList, PLAN, repeatedRow, saveDraft, sendCorrection, sendPlan } from '../job/plan';
import {
  accept,
  addApplicant,
  describeTrackRecord,
  eligible,
  importApplicants,
  moveAll,
  moveOne,
  openPart,
  openProcess,
  pasteApplicants,
  recordCount,
  reject,
  scoreStage,
  showsScore,
  showsShortlist,
  stageTable,
  under,
} from '../job/process';
import { openReport, passReport, REPORT, returnReport, round, sendReport, submitReport } from '../job/report';
import { approve, askForCorrection, assignOfficer, dialogue, recommend, status } from '../job/review';
import { day } from '../support/days';
import { BEST, CANDIDATES, COMMISSIONER, LAST, OFFICER, OFFICER_NAME, OPERATOR, POSITION, POST, STAGES } from '../support/people';

test('a selection from the plan to the new holder', async ({ person }) => {
  test.setTimeout(420_000);
  const operator = await person();
  const chief = await person();
  const officer = await person();

  await test.step('everybody logs in', async () => {
    await operator.logIn(OPERATOR);
    await chief.logIn(COMMISSIONER);
    await officer.logIn(OFFICER);
  });

  let plan = 0;
  await test.step('the institution writes a plan, keeps it as a draft, and sends it', async () => {
    await operator.page.getByRole('link', { name: 'Tambah Seleksi' }).first().click();
    await expect(operator.page.getByRole('heading', { level: 1, name: 'Tambah Seleksi' })).toBeVisible();
    // One field is still wrong, which a draft may be.
    await fillPlan(operator, { ...PLAN, weights: ['40', '20', '30', ''] });
    plan = await saveDraft(operator);
    await expect(status(operator)).toHaveText('Draf');

    await chief.open('/seleksi');
    await expect(chief.page.getByText('Belum ada rencana seleksi')).toBeVisible();

    await operator.button('Ubah').click();
    await expect(operator.field(operator.page, 'No. Surat Pengantar')).toHaveValue(PLAN.letter);
    await expect(operator.page.getByRole('link', { name: 'SK Pansel.pdf' })).toBeVisible();
    await operator.fill(operator.page, 'Bobot Penilaian Rekam Jejak', '10');
    await expect(operator.page.getByText('Jumlah bobot: 100.')).toBeVisible();
    expect(await sendPlan(operator)).toBe(plan);
    await expect(status(operator)).toHaveText('Baru');
  });

  await test.step('the commission finds it unread and chooses the officer', async () => {
    await chief.open('/');
    await expect(chief.page.getByRole('navigation', { name: 'Menu utama' }).getByText('1 seleksi menunggu saya')).toBeVisible();
    await chief.open('/seleksi');
    const row = listed(chief, POST);
    await expect(row).toContainText('(belum dibaca)');
    for (const text of [PLAN.method, 'Jakarta Selatan', PLAN.reason, 'Baru']) await expect(row).toContainText(text);
    await openFromList(chief, POST);
    await assignOfficer(chief);
    await expect(chief.page.getByRole('navigation', { name: 'Menu utama' }).getByText('menunggu saya')).toBeHidden();
    await expect(status(operator)).toHaveText('Direviu');
  });

  await test.step('the officer asks for a correction, which the institution sees at once', async () => {
    await openFromList(officer, POST);
    await askForCorrection(officer, 'Tambahkan jadwal wawancara dan perbaiki bobot.');
    await expect(status(operator)).toHaveText('Perbaikan');
    await expect(dialogue(operator)).toContainText('Tambahkan jadwal wawancara');
    await expect(dialogue(operator)).toContainText(OFFICER_NAME);
  });

  await test.step('the institution changes the plan and sends it again', async () => {
    await operator.button('Ubah').click();
    const asked = operator.page.getByRole('region', { name: 'Permintaan perbaikan dari komisi' });
    await expect(asked).toContainText('Tambahkan jadwal wawancara');
    await operator.fill(operator.page, 'No. Surat Pengantar', '800/124/BKD/2026');
    const row = await repeatedRow(operator, 'Jadwal', 2);
    await operator.fill(row, 'Kegiatan', 'Wawancara');
    await operator.fill(row, 'Tanggal mulai', '2026-09-07');
    await operator.fill(row, 'Tanggal akhir', '2026-09-09');
    await sendCorrection(operator);
  });

  await test.step('the officer reads what changed, recommends and approves', async () => {
    await expect(status(officer)).toHaveText('Direviu');
    const asked = officer.page.getByRole('region', { name: 'Yang berubah sejak Perbaikan' });
    await expect(asked).toContainText('Tambahkan jadwal wawancara dan perbaiki bobot.');
    await expect(officer.page.locator('dd ins', { hasText: '800/124/BKD/2026' })).toBeVisible();
    await expect(officer.page.locator('dd del', { hasText: '800/123/BKD/2026' })).toBeVisible();
    const changes = asked.getByRole('table', { name: 'Yang berubah sejak Perbaikan' });
    const changed = changes.getByRole('row').filter({ hasText: 'No. Surat Pengantar' });
    await expect(changed).toContainText(/800\/123\/BKD\/2026.*800\/124\/BKD\/2026/s);
    await expect(changes.getByRole('row').filter({ hasText: 'Jadwal 3' })).toContainText('Wawancara: 07/09/2026 s.d. 09/09/2026');

    const button = officer.button('Setujui');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription('Catat dahulu Rekomendasi, lalu setujui.');
    await recommend(officer, 'Rencana telah memenuhi ketentuan.', pdf('Surat rekomendasi.pdf'));
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await approve(officer);
    await expect(status(operator)).toHaveText('Disetujui');
    const recommendation = operator.page.getByRole('region', { name: 'Rekomendasi', exact: true });
    await expect(recommendation).toContainText('Rencana telah memenuhi ketentuan.');
    await expect(recommendation.getByRole('link', { name: 'Surat rekomendasi.pdf' })).toBeVisible();
  });

  await test.step('the institution enters the applicants', async () => {
    await openProcess(operator);
    await recordCount(operator, 4);
    await addApplicant(operator, CANDIDATES[0]);
    await addApplicant(operator, CANDIDATES[1]);
    await pasteApplicants(operator, [CANDIDATES[2]]);
    await importApplicants(operator, [CANDIDATES[3]]);
    await expect(eligible(operator).locator('tbody').getByRole('row')).toHaveCount(4);
    // The commission looks on from here.
    await openProcess(officer);
  });

  const names = CANDIDATES.map(({ name }) => name);
  await test.step('stage by stage, scores appear at the commission while they are saved', async () => {
    for (const [index, stage] of STAGES.entries()) {
      if (index === 0) {
        await moveOne(operator, names[0] ?? '', stage);
        await moveAll(operator, stage, names.slice(1));
      } else {
        await moveAll(operator, stage, names);
      }
      await scoreStage(operator, stage, CANDIDATES);
      for (const candidate of CANDIDATES) await showsScore(officer, stage, candidate);
    }
    await openPart(operator, 'wawancara');
    const row = operator.row(stageTable(operator, 'wawancara'), LAST.name);
    await expect(under(row, 'Skor (1-10)')).toHaveText('7,5');
    await expect(under(row, 'Nilai')).toHaveText('225');
    await openPart(operator, 'rekam jejak');
    for (const { name, total } of CANDIDATES) {
      await expect(under(operator.row(stageTable(operator, 'rekam jejak'), name), 'Total nilai')).toHaveText(total);
    }
  });

  await test.step('the commission only watches, and records a monitoring', async () => {
    await expect(officer.page.getByRole('textbox', { name: /^Skor/ })).toHaveCount(0);
    await expect(officer.button(/^(Simpan skor|Mengikuti|Terima|Tolak|Koreksi)/)).toHaveCount(0);
    await monitor(officer, 'Wawancara', 'Wawancara berjalan sesuai jadwal.', pdf('Laporan monitoring.pdf'));
  });

  await test.step('findings first, then three are accepted and one is turned down', async () => {
    await expect(operator.button(/^(Terima|Tolak) /)).toHaveCount(0);
    for (const { name } of CANDIDATES) await describeTrackRecord(operator, name, `Rekam jejak ${name} baik.`);
    for (const { name } of BEST) await accept(operator, name);
    await reject(operator, LAST.name, 'Nilai terendah.');
    await openPart(officer, 'Administrasi');
    await expect(officer.row(eligible(officer), LAST.name)).toContainText('Ditolak');
    await openPart(officer, 'Rekap');
    for (const { name, total } of CANDIDATES) {
      await expect(under(officer.row(officer.table('Rekap nilai'), name), 'Total Nilai')).toHaveText(total);
    }
    await showsShortlist(operator, BEST);
    await showsShortlist(officer, BEST);
  });

  await test.step('the report is sent, returned, sent again and passed', async () => {
    await openReport(operator);
    await sendReport(operator, REPORT);

    await officer.open(`/seleksi/${plan}/pelaporan`);
    const first = round(officer, 'Hasil Pelaporan');
    await expect(first).toContainText(REPORT.note);
    for (const { name } of [REPORT.cover, REPORT.stages, REPORT.attachment]) {
      await expect(first.getByRole('link', { name })).toBeVisible();
    }
    await expect(operator.button(/^(Lulus|Perbaiki)$/)).toHaveCount(0);
    await returnReport(officer, 'Lengkapi laporan wawancara.');

    await expect(status(operator)).toHaveText('Perbaikan laporan');
    await expect(operator.page.getByText('Lengkapi laporan wawancara.')).toBeVisible();
    // What was sent last stands in the form again.
    await operator.attach(operator.page, 'Laporan Lengkap Setiap Tahapan', pdf('Laporan wawancara.pdf'));
    await submitReport(operator);

    await expect(status(officer)).toHaveText('Laporan direviu');
    const second = round(officer, 'Hasil Pelaporan putaran 2');
    await expect(second.getByRole('link', { name: 'Laporan wawancara.pdf' })).toBeVisible();
    await expect(second.getByRole('link', { name: REPORT.stages.name })).toBeVisible();
    await expect(round(officer, 'Hasil Pelaporan putaran 1')).toContainText('Lengkapi laporan wawancara.');
    await passReport(officer, 'Seluruh tahapan sesuai ketentuan.', pdf('Rekomendasi hasil.pdf'));
    await expect(status(operator)).toHaveText('Pelantikan');
    await expect(operator.page.getByText('Seluruh tahapan sesuai ketentuan.')).toBeVisible();
  });

  const decree = '821.22/15/BKD/2026';
  await test.step('the new holder is inaugurated and entered', async () => {
    await inaugurate(operator, {
      minutes: 'Terlampir adalah berita acara pelantikan yang sudah dilakukan.',
      minutesFile: pdf('Berita acara pelantikan.pdf'),
      decree: 'Terlampir adalah SK pengangkatan pada Pejabat yang terpilih.',
      decreeFile: png('SK pengangkatan.png'),
    });
    await appoint(operator, { holder: BEST[0], rank: 'Pembina Utama Muda / IV-c', decree, start: day(-9), end: day(1800) });
    const row = operator.table('Daftar pejabat').getByRole('row').filter({ hasText: BEST[0].name });
    for (const text of [decree, 'Dinas Sosial', POST, '0 Tahun, 0 Bulan, 9 Hari']) await expect(row).toContainText(text);
    // Of which region somebody is, only the commission needs to be told.
    await expect(operator.page.getByRole('columnheader', { name: 'Wilayah' })).toHaveCount(0);
    await chief.open('/pejabat');
    await expect(chief.table('Daftar pejabat').getByRole('row').filter({ hasText: BEST[0].name })).toContainText('Kota Jakarta Selatan');
    await chief.open('/seleksi');
  });

  await test.step('the plan is finished and its documents stay readable', async () => {
    await openFromList(chief, POST);
    await expect(status(chief)).toHaveText('Selesai');
    await chief.button(`Pelantikan ${POSITION}`).click();
    const documents = chief.page.getByRole('region', { name: 'Pelantikan', exact: true });
    await expect(documents).toContainText('Terlampir adalah berita acara pelantikan');
    await expect(documents).toContainText(BEST[0].name);
    const downloaded = chief.page.waitForEvent('download');
    await documents.getByRole('link', { name: 'Berita acara pelantikan.pdf' }).click();
    expect((await downloaded).suggestedFilename()).toBe('Berita acara pelantikan.pdf');
    await operator.open('/seleksi');
    await expect(listed(operator, POST)).toContainText('Selesai');
  });
});

for (const script of [true, false]) {
  test(`a selection may have a stage with a name of its own, ${script ? 'with' : 'without'} JavaScript`, async ({ person }) => {
    const operator = await person(OPERATOR, { javaScriptEnabled: script });
    await operator.open('/seleksi/tambah');
    await fillPlan(operator, { ...PLAN, weights: ['30', '20', '30', '10'] });
    if (script) await expect(operator.page.getByText('Jumlah bobot: 90, masih kurang 10.')).toBeVisible();
    const row = await repeatedRow(operator, 'Tahapan lain', 0);
    await operator.fill(row, 'Nama tahapan', 'Tes Kesehatan');
    await operator.fill(row, 'Bobot Penilaian', '10');
    await operator.choose(row, 'Letak', 'Setelah penulisan makalah');
    if (script) await expect(operator.page.getByText('Jumlah bobot: 100.')).toBeVisible();
    await sendPlan(operator);
    const stages = operator.table('Bobot setiap tahapan').locator('tbody').getByRole('row');
    await expect(stages).toHaveText([/1Kompetensi Manajerial30/, /2Penulisan Makalah20/, /3Tes Kesehatan10/, /4Wawancara30/, /5Rekam Jejak10/]);
  });
}
