import { dependencyVersions } from '../dependency-versions.gen'
import { type Project, slugOf } from '../project'
import { type RuntimeFile, runtimeLicense, runtimeSources } from '../runtime.gen'

const NODE = '>=22.18'

/** The required files of src/lib, and the files around the code. */
export function writePackage(project: Project, { name, version }: { name: string; version: number }): void {
  const { files } = project
  for (const file of withImports(project.runtime)) files.set(`src/lib/${file}.ts`, runtimeSources[file])
  files.set('src/lib/LICENSE', runtimeLicense)
  const packages = new Set([...project.packages, ...[...files.values()].flatMap(packagesIn)])
  const versioned = [...packages].filter((item) => Object.hasOwn(dependencyVersions, item)).toSorted()
  files.set('package.json', json(packageJson(slugOf(name, 'app'), version, versioned)))
  files.set('tsconfig.json', json(TSCONFIG))
  files.set('check-node.mjs', CHECK_NODE)
  files.set('.gitignore', 'node_modules/\n.env\nfiles/\n')
  files.set('.env.example', envExample(project))
  for (const folder of project.folders.values()) files.set(`documents/${folder}/.gitkeep`, '')
}

function packageJson(name: string, version: number, packages: readonly string[]) {
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((item) => [item, dependencyVersions[item]]))
  return {
    name,
    version: `${version}.0.0`,
    private: true,
    type: 'module',
    engines: { node: NODE },
    scripts: { prestart: 'node check-node.mjs', start: 'node --env-file-if-exists=.env src/run.ts', check: 'tsc' },
    dependencies: pick(packages),
    devDependencies: pick(['@types/node', 'typescript']),
  }
}

/** Plain JavaScript, so that an old Node reports the requirement instead of failing at the first type. */
const CHECK_NODE = `const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(\`This project needs Node 22.18 or newer; this is Node \${process.versions.node}. Install a newer one from https://nodejs.org.\`)
  process.exit(1)
}
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowJs: true,
    checkJs: false,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src'],
}

function envExample({ env, runtime }: Project): string {
  const entries = [...env.values()].map(
    ({ name, value, help }) => `# ${help.replace(/\s+/g, ' ')}\n${name}=${value.replace(/\s+/g, ' ')}\n`,
  )
  if (withImports(runtime).has('embeddings')) {
    entries.push('# Optional: an embedding model of OpenAI or of an OpenAI-compatible server.\nEMBEDDING_MODEL=\n')
    for (const [name, help] of [
      ['OPENAI_API_KEY', 'Key for embeddings.'],
      ['OPENAI_BASE_URL', 'Address for embeddings.'],
    ] as const)
      if (!env.has(name)) entries.push(`# ${help}\n${name}=\n`)
  }
  if (withImports(runtime).has('rerank')) {
    entries.push(
      '# Optional: a rerank service, such as https://api.jina.ai/v1/rerank, and its key.\nRERANK_URL=\nRERANK_API_KEY=\n',
    )
  }
  return entries.join('\n') || '# This app needs no settings.\n'
}

/** Modules with all of their imports. */
function withImports(wanted: ReadonlySet<RuntimeFile>): Set<RuntimeFile> {
  const found = new Set<RuntimeFile>(wanted)
  for (const file of found) {
    for (const match of runtimeSources[file].matchAll(/from '\.\/([\w-]+)\.ts'/g)) {
      const name = match[1] ?? ''
      if (isRuntimeFile(name)) found.add(name)
    }
  }
  return found
}

function isRuntimeFile(name: string): name is RuntimeFile {
  return Object.hasOwn(runtimeSources, name)
}

function packagesIn(source: string): string[] {
  return [...source.matchAll(/from '((?:@[^/']+\/)?[^./'@:][^/':]*)(?:\/[^']*)?'/g)].map((match) => match[1] ?? '')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
