import type { ModelRef } from '@/lib/engine/ports'
import { toIdentifier } from './code/identifier'
import type { ModelSettingsCode } from './node-export'
import type { Project } from './project'
import type { SourceFile } from './source-file'

/** An expression of the model: null where only quotes are wanted. Each model of the app is a function of src/models.ts. */
export function modelCode(project: Project, file: SourceFile, ref: ModelRef, settings: ModelSettingsCode): string {
  if (ref.connection === 'builtin') return 'null'
  const { temperature, maxOutputTokens, responseSchema } = settings
  const name = file.import('src/models', entryOf(project, ref))
  const schema = responseSchema === undefined ? '' : `, responseSchema: ${responseSchema}`
  return `${name}({ temperature: ${temperature}, maxTokens: ${maxOutputTokens}${schema} })`
}

function entryOf({ models, modelNames, sources }: Project, ref: ModelRef): string {
  const key = `${ref.connection}/${ref.model}`
  const known = models.get(key)
  if (known) return known.exportName
  const model = sources.model(ref)
  const wanted = ref.connection === 'auto' ? 'default model' : `${model?.model ?? ref.model} model`
  const exportName = toIdentifier(wanted, 'chatModel', modelNames)
  models.set(key, { exportName, model, ref })
  return exportName
}
