import { z } from 'zod'

/**
 * Visibility of the documents behind a published app's answers. `document`: the
 * cited passage with the surrounding text. `passage`: only the cited passage. `name`: the name of
 * the document. `none`: nothing.
 */
export const SourceDetail = z.enum(['document', 'passage', 'name', 'none'])
export type SourceDetail = z.infer<typeof SourceDetail>

/** The default. Apps that are open to everyone with the link can be reached by strangers. */
export const defaultSources = (access: 'link' | 'members' | 'key'): SourceDetail =>
  access === 'link' ? 'passage' : 'document'
