// Turbopack loader for lib/contracts in browsers (next.config.js). Pages call operations by method and path, and the
// server has checked the response, so they need no schemas. A module of contracts becomes its operations as plain data;
// its schemas move to the same address with `?complete`, which forms and dialogs load on demand.
const path = require('node:path')
const { build } = require('esbuild')

const PLAIN = ['name', 'method', 'path', 'access', 'bodyKind', 'responseKind', 'maxBodyBytes']

module.exports = function splitContracts() {
  const done = this.async()
  const { resourcePath } = this
  const { complete } = this.getOptions()
  const text = complete ? bundle(resourcePath, 'esm') : operationsOf(resourcePath)
  text.then(
    (code) => done(null, code),
    (error) => done(error),
  )
}

/** With the contracts that it imports: in browsers those have no schemas. */
async function bundle(file, format) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    tsconfig: path.join(process.cwd(), 'tsconfig.json'),
    ...(format === 'esm' ? { plugins: [onlyContracts] } : { platform: 'node', packages: 'external' }),
  })
  return outputFiles[0].text
}

/** Other modules are shared with the other parts of the page. */
const onlyContracts = {
  name: 'only-contracts',
  setup({ onResolve }) {
    onResolve({ filter: /^(@\/|[a-z])/ }, ({ kind, path: name }) =>
      kind === 'entry-point' || name.startsWith('@/lib/contracts/') ? undefined : { path: name, external: true },
    )
  },
}

async function operationsOf(file) {
  const module = { exports: {} }
  new Function('module', 'exports', 'require', await bundle(file, 'cjs'))(module, module.exports, require)
  const complete = `./${path.basename(file)}?complete`
  const lines = Object.entries(module.exports).map(([name, value]) => {
    if (isContract(value)) return `export const ${name} = ${operationText(name, value)}`
    // Schemas and functions. A page that imports none of them does not load the module.
    return isData(value)
      ? `export const ${name} = ${JSON.stringify(value)}`
      : `export { ${name} } from ${JSON.stringify(complete)}`
  })
  return [
    `const body = (name) => () => import(${JSON.stringify(complete)}).then((module) => module[name].body)`,
    ...lines,
  ].join('\n')
}

const isContract = (value) => typeof value?.method === 'string' && typeof value.path === 'string' && 'response' in value

function operationText(name, contract) {
  const plain = PLAIN.filter((key) => contract[key] !== undefined).map(
    (key) => `${key}: ${JSON.stringify(contract[key])}`,
  )
  if (contract.body !== undefined) plain.push(`loadBody: body(${JSON.stringify(name)})`)
  return `{ ${plain.join(', ')} }`
}

/** Whether JSON describes the value completely. */
function isData(value) {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every(isData)
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isData)
}
