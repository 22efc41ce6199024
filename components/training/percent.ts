/** `92.9 %`; a dash where nothing was measured. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}
