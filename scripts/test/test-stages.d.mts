export const STAGES: readonly ['static', 'unit', 'postgres', 'clients', 'e2e']
export function chooseStages(
  args: readonly string[],
): { stages: (typeof STAGES)[number][]; mayInstall: boolean; timesFile: string; error?: undefined } | { error: string }
