import type { ModelRef } from '@/lib/engine/model-requests'
import { toIdentifier } from './code/identifier'
import type { ModelSettingsCode } from './node-export'
import type { ModelEntry, Project } from './project'
import type { SourceFile } from './source-file'

/** The code of a model that draws, speaks or listens. */
export function mediaCode(project: Project, file: SourceFile, ref: ModelRef): string {
  return `${file.import('src/models', entryOf(project, ref, 'media'))}()`
}

/**
 * The expression of the model: null where the app only quotes. Each model of the app is a function of src/models.ts.
 */
export function modelCode(project: Project, file: SourceFile, ref: ModelRef, settings: ModelSettingsCode): string {
  if (ref.connection === 'builtin') return 'null'
  const { temperature, maxOutputTokens, responseSchema } = settings
  const name = file.import('src/models', entryOf(project, ref, 'chat'))
  const schema = responseSchema === undefined ? '' : `, responseSchema: ${responseSchema}`
  return `${name}({ temperature: ${temperature}, maxTokens: ${maxOutputTokens}${schema} })`
}

function entryOf(project: Project, ref: ModelRef, use: ModelEntry['use']): string {
  const { models, modelNames, sources, notes } = project
  const key = `${use}:${ref.connection}/${ref.model}`
  const existing = models.get(key)
  if (existing) return existing.exportName
  const model = sources.model(ref)
  const route = sources.route?.(ref) ?? null
  if (route && use === 'chat' && route.targets.length > 1) {
    const functions = route.targets.map((target) => entryOf(project, target, use))
    const exportName = toIdentifier(`${route.name} route`, 'routeModel', modelNames)
    models.set(key, { use, exportName, model: null, ref, route: { name: route.name, functions } })
    notes.add(
      `The route “${route.name}” tries its models in order until one answers. Its conditions, shares, prices, timeouts, hedged requests and circuit breakers are not part of this project. If a model fails in the middle of an answer, the step fails.`,
    )
    return exportName
  }
  if (route && use === 'media') notes.add(`Only the first model of the route “${route.name}” is used.`)
  const wanted = ref.connection === 'auto' ? 'default model' : `${model?.model ?? ref.model} model`
  const exportName = toIdentifier(wanted, 'chatModel', modelNames)
  models.set(key, { use, exportName, model, ref })
  return exportName
}
