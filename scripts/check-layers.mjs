// Checks the rules of dependency-cruiser.config.cjs. dependency-cruiser searches from every file to every forbidden one,
// which takes two minutes; this searches backwards from all forbidden files at once.
import { cruise, format } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { findReaching } from './test/find-reaching.mjs'

const options = await extractOptions('./dependency-cruiser.config.cjs')
const reachability = options.ruleSet.forbidden.filter(({ to }) => to.reachable)
const forbidden = options.ruleSet.forbidden.filter(({ to }) => !to.reachable)
const { output } = await cruise(
  ['app', 'components', 'lib', 'server.ts'],
  { ...options, ruleSet: { ...options.ruleSet, forbidden } },
  undefined,
  { tsConfig: extractTsConfig('./tsconfig.json') },
)
const report = await format(output, { outputType: 'err' })
console.log(report.output)
const reaching = reachability.flatMap((rule) => findReaching(output.modules, rule))
for (const { rule, files } of reaching) console.error(`${rule}: ${files.join(' → ')}`)
process.exitCode = report.exitCode > 0 || reaching.length > 0 ? 1 : 0
