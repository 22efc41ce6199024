/**
 * Converts any date that JavaScript parses, or PDF dates (`D:20240131120000Z`), to ISO 8601;
 * undefined if invalid.
 */
export function toIsoDate(value: string | undefined): string | undefined {
  if (!value) return undefined
  const pdf = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?/.exec(value)
  const text = pdf ? fromPdf(pdf) : value
  const date = new Date(text)
  const year = date.getUTCFullYear()
  // Zero dates and clock errors are useless.
  return Number.isNaN(date.getTime()) || year < 1900 || year > 2200 ? undefined : date.toISOString()
}

function fromPdf([
  ,
  year,
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
  second = '00',
]: RegExpExecArray): string {
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
}
