/** In the order in which `npm test` runs them: quick ones first. */
export const STAGES = /** @type {const} */ (['static', 'unit', 'postgres', 'clients', 'e2e'])

/**
 * Reads the arguments of `npm test`.
 * @param {readonly string[]} args stages, none for all of them, and `--no-install`
 * @returns {{ stages: (typeof STAGES)[number][], mayInstall: boolean, error?: undefined } | { error: string }}
 */
export function chooseStages(args) {
  const names = args.filter((arg) => arg !== '--no-install')
  const unknown = names.find((name) => !STAGES.some((stage) => stage === name))
  if (unknown !== undefined)
    return { error: `npm test does not know "${unknown}". It knows ${STAGES.join(', ')} and --no-install.` }
  const stages = STAGES.filter((stage) => names.length === 0 || names.includes(stage))
  return { stages, mayInstall: !args.includes('--no-install') }
}
