import 'server-only'
import type { Template } from '@/lib/templates/template'
import { templateOf } from '@/lib/templates/templates'
import { operatorTemplates } from './operator-templates'

/** A template of Patchbay or of the operator. */
export const findTemplate = async (id: string): Promise<Template | undefined> =>
  templateOf(id) ?? (await operatorTemplates()).find((template) => template.id === id)
