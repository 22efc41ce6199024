export type HelpLink =
  | { kind: 'page'; href: string }
  | { kind: 'file'; href: string }
  | { kind: 'external'; href: string }
  /** A file of the repository that the studio does not show. */
  | { kind: 'none' }

/**
 * Where a link of a page in docs leads in the studio.
 * @param folder the folder of the page, below docs
 */
export function resolveLink(target: string, folder: string): HelpLink {
  if (/^https?:\/\/[^/]/i.test(target)) return { kind: 'external', href: target }
  if (target.startsWith('#')) return { kind: 'page', href: target }
  if (/^[a-z]+:/i.test(target) || target.startsWith('/')) return { kind: 'none' }
  const [file = '', anchor] = target.split('#')
  const path = joinPath(folder, file)
  if (path === null) return { kind: 'none' }
  if (/\.(?:svg|png|json)$/.test(path)) return { kind: 'file', href: `/api/help/files/${path}` }
  if (!path.endsWith('.md')) return { kind: 'none' }
  const page = path.replace(/(?:^|\/)README\.md$|\.md$/, '')
  return { kind: 'page', href: `/help${page === '' ? '' : `/${page}`}${anchor === undefined ? '' : `#${anchor}`}` }
}

/** Returns null for a path above docs. */
function joinPath(folder: string, file: string): string | null {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  for (const part of file.split('/'))
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '' && part !== '.') parts.push(part)
  return parts.join('/')
}
