import { z } from 'zod'

/**
 * What callers of a published app may see of the documents behind its answers. `document`: the cited passage with the text
 * around it. `passage`: the cited passage alone. `name`: the name of the document. `none`: nothing.
 */
export const SourceDetail = z.enum(['document', 'passage', 'name', 'none'])
export type SourceDetail = z.infer<typeof SourceDetail>

/** Where nothing was selected. Strangers can reach an app that is open to everyone with the link. */
export const defaultSources = (access: 'link' | 'members' | 'key'): SourceDetail =>
  access === 'link' ? 'passage' : 'document'
