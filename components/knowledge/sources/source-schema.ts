import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import type { SourceManifest } from '@/lib/sources/source-manifest'

/** The manifest's settings for the form. If the server configures folders, one of them is selected. */
export function schemaFor(manifest: SourceManifest, folders: readonly string[]): z.ZodObject {
  const [first, ...others] = folders
  if (manifest.id !== 'folder' || first === undefined) return manifest.settings
  return manifest.settings.extend({ folder: z.enum([first, ...others]).meta(layout({ label: 'Folder' })) })
}

/** Defaults of a new source. */
export function firstSettings(manifest: SourceManifest, folders: readonly string[]) {
  return manifest.id === 'folder' && folders[0] !== undefined ? { folder: folders[0] } : {}
}
