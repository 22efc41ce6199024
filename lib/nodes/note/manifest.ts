import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'

const Config = z.strictObject({
  text: z
    .string()
    .max(20_000)
    .default('')
    .meta(layout({ label: 'Note', input: 'textarea', placeholder: 'Write in Markdown.' })),
})
export type NoteConfig = z.infer<typeof Config>

export const manifest = defineManifest<NoteConfig>({
  type: 'note',
  version: 1,
  label: 'Note',
  description: 'A note for people. It does not affect runs.',
  group: 'note',
  icon: 'sticky-note',
  config: Config,
  role: 'note',
  effect: 'pure',
  ports: () => ({ inputs: [], outputs: [] }),
  summary: ({ text }) => text.trim().split('\n')[0] ?? '',
})
