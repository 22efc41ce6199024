import type { ModelRef } from '@/lib/engine/ports'
import { toIdentifier } from './code/identifier'
import type { ModelSettingsCode } from './node-export'
import type { ModelEntry, Project } from './project'
import type { SourceFile } from './source-file'

/** Of a model that draws, speaks or listens. */
export function mediaCode(project: Project, file: SourceFile, ref: ModelRef): string {
  return `${file.import('src/models', entryOf(project, ref, 'media'))}()`
}

/** An expression of the model: null where only quotes are wanted. Each model of the app is a function of src/models.ts. */
export function modelCode(project: Project, file: SourceFile, ref: ModelRef, settings: ModelSettingsCode): string {
  if (ref.connection === 'builtin') return 'null'
  const { temperature, maxOutputTokens, responseSchema } = settings
  const name = file.import('src/models', entryOf(project, ref, 'chat'))
  const schema = responseSchema === undefined ? '' : `, responseSchema: ${responseSchema}`
  return `${name}({ temperature: ${temperature}, maxTokens: ${maxOutputTokens}${schema} })`
}

function entryOf({ models, modelNames, sources }: Project, ref: ModelRef, use: ModelEntry['use']): string {
  const key = `${use}:${ref.connection}/${ref.model}`
  const known = models.get(key)
  if (known) return known.exportName
  const model = sources.model(ref)
  const wanted = ref.connection === 'auto' ? 'default model' : `${model?.model ?? ref.model} model`
  const exportName = toIdentifier(wanted, 'chatModel', modelNames)
  models.set(key, { use, exportName, model, ref })
  return exportName
}
