/** The calendar day in Jakarta, so many days from today, as a date picker takes it: `2016-08-10`. */
export function day(fromToday: number): string {
  const at = new Date(Date.now() + fromToday * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(at);
}
