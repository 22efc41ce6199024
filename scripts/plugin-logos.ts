import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Folder of the SVGs in each icon package. */
const FOLDERS: Readonly<Record<string, string>> = {
  'simple-icons': 'simple-icons/icons',
  'bootstrap-icons': 'bootstrap-icons/icons',
  lobehub: '@lobehub/icons-static-svg/icons',
  'ant-design': '@ant-design/icons-svg/inline-svg/filled',
}

interface LogoOwner {
  id: string
  /** Package and file name. */
  logo?: string | undefined
}

export interface LogoFolder {
  /** Public folder for the files; the others in it are removed. */
  target: string
  /** Folder of the manifests, for messages. */
  source: string
}

interface Logos {
  /** Public path by id. */
  paths: Map<string, string>
  faults: string[]
}

/** Copies the SVGs in use to a public folder, named by content so that browsers may cache them for ever. */
export function publishLogos(
  { root, target, source }: LogoFolder & { root: string },
  owners: readonly LogoOwner[],
  isCheck: boolean,
): Logos {
  const logos: Logos = { paths: new Map(), faults: [] }
  const wanted = new Map<string, string>()
  const folder = path.join(root, target)
  const publicPath = target.slice('public'.length)
  const existing = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.svg')) : []
  for (const { id, logo } of owners) {
    if (logo === undefined) continue
    const svg = readLogo(root, logo)
    const kept = existing.find((file) => file.slice(0, file.indexOf('.')) === id)
    // Without the development dependencies the committed logo stays.
    if (svg === null && kept !== undefined && !isInstalled(root, logo)) {
      wanted.set(kept, '')
      logos.paths.set(id, `${publicPath}/${kept}`)
      continue
    }
    if (svg === null) {
      logos.faults.push(`${source}/${id}/manifest.ts: there is no logo “${logo}”.`)
      continue
    }
    const hash = createHash('sha256').update(svg).digest('hex').slice(0, 8)
    wanted.set(`${id}.${hash}.svg`, svg)
    logos.paths.set(id, `${publicPath}/${id}.${hash}.svg`)
  }
  const superfluous = existing.filter((file) => !wanted.has(file))
  const missing = [...wanted].filter(([file]) => !existing.includes(file))
  if (isCheck) {
    for (const file of [...superfluous, ...missing.map(([name]) => name)])
      logos.faults.push(`${target}/${file} is stale: run \`npm run gen\`.`)
    return logos
  }
  mkdirSync(folder, { recursive: true })
  for (const file of superfluous) rmSync(path.join(folder, file))
  for (const [file, svg] of missing) writeFileSync(path.join(folder, file), svg)
  return logos
}

const folderOf = (logo: string): string | undefined => {
  const source = logo.split(':')[0] ?? ''
  return Object.hasOwn(FOLDERS, source) ? FOLDERS[source] : undefined
}

function isInstalled(root: string, logo: string): boolean {
  const folder = folderOf(logo)
  return folder !== undefined && existsSync(path.join(root, 'node_modules', folder))
}

function readLogo(root: string, logo: string): string | null {
  const name = logo.split(':')[1] ?? ''
  const folder = folderOf(logo)
  const file = path.join(root, 'node_modules', folder ?? '', `${name}.svg`)
  return folder !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : null
}
