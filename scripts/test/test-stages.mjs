import { parseArgs } from 'node:util'

/** In the order in which `npm test` runs them: quick ones first. */
export const STAGES = /** @type {const} */ (['static', 'unit', 'postgres', 'clients', 'e2e'])

/** File with the times of the last run unless `--times` names another. */
const TIMES = 'node_modules/.cache/patchbay/stage-times.json'

/**
 * Reads the arguments of `npm test`.
 * @param {readonly string[]} args stages, none for all of them, `--no-install` and `--times FILE`
 */
export function chooseStages(args) {
  const { values, positionals, error } = parse(args)
  if (error) return { error }
  const unknown = positionals.find((name) => !STAGES.some((stage) => stage === name))
  if (unknown !== undefined) return { error: `npm test does not know "${unknown}". ${KNOWN}` }
  const stages = STAGES.filter((stage) => positionals.length === 0 || positionals.includes(stage))
  return { stages, mayInstall: !values['no-install'], timesFile: values.times ?? TIMES }
}

const KNOWN = `It knows ${STAGES.join(', ')}, --no-install and --times FILE.`

function parse(args) {
  try {
    const options = { 'no-install': { type: 'boolean' }, times: { type: 'string' } }
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return { values: {}, positionals: [], error: `${error.message.split('. ')[0]}. ${KNOWN}` }
  }
}
