import 'server-only'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { ModelRef } from '@/lib/engine/model-requests'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import { environmentSettings } from '@/lib/services/releases/environment-settings'
import type { System } from '@/lib/services/system'
import { liveGraph } from '@/lib/services/versions/live-apps'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { rejectInMaintenance } from '../admission/prepare-run'
import { admitPublicRun } from '../admission/start-public-run'
import { withEnvironmentModels } from '../drive/ports/with-environment-models'
import type { SpeechBackend, SpeechCaller } from './speech-types'

// Node folders are private, so the stored config of a step is parsed by its shape.
const Model = z.object({ connection: z.string().min(1), model: z.string() })
const SpeechToText = z.object({ model: Model, language: z.string().default('') })
const TextToSpeech = z.object({
  model: Model,
  voice: z.string().default(''),
  format: z.enum(['mp3', 'wav', 'opus']).default('mp3'),
})

/**
 * Speech input and output of an app outside its runs, with the models of the first “Speech to text” and “Text to
 * speech” steps of its live version. An app without such a step has neither.
 */
export function appSpeech(system: System): SpeechBackend {
  const { db } = system
  return {
    speechOf: async (app) => {
      const [speechToText, textToSpeech] = [
        await stepOf(db, app, SPEECH_TO_TEXT),
        await stepOf(db, app, TEXT_TO_SPEECH),
      ]
      return { hears: speechToText !== null, voice: textToSpeech?.voice ?? null }
    },
    transcribe: async ({ recording: { bytes, mediaType, name }, signal, ...scope }) => {
      const step = await stepOf(db, scope.app, SPEECH_TO_TEXT)
      if (!step) return null
      const language = step.language === '' ? {} : { language: step.language }
      const { text } = await admitted(system, scope, {}, () =>
        modelsOf(system, scope).transcribe({
          model: step.model,
          audio: bytes,
          mediaType,
          fileName: name,
          signal,
          ...language,
        }),
      )
      return text.trim()
    },
    speak: async ({ text, signal, format, ...scope }) => {
      const step = await stepOf(db, scope.app, TEXT_TO_SPEECH)
      if (!step) return null
      const voice = step.voice === '' ? {} : { voice: step.voice }
      return admitted(system, scope, { text }, () =>
        modelsOf(system, scope).speak({
          model: step.model,
          text,
          format: format ?? step.format,
          signal,
          ...voice,
        }),
      )
    },
  }
}

type SpeechScope = Omit<SpeechCaller, 'signal'>

/** Runs after the admission checks of a run: maintenance, stops, blocks, sizes, and the limits of end user or key. */
async function admitted<T>(
  system: System,
  { app, keyId, endUser }: SpeechScope,
  inputs: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  rejectInMaintenance(app)
  const ids = { ...(keyId === null ? {} : { keyId }), ...(endUser === null ? {} : { endUser }) }
  const caller = { app, inputs, history: [], ...ids }
  const slots = await admitPublicRun(system, caller, { needsSlots: true })
  try {
    return await work()
  } finally {
    slots.releaseAfter(null)
  }
}

function modelsOf(system: System, { app, origin, keyId, endUser }: SpeechScope) {
  const { workspaceId, appId, versionId } = app
  const address = { workspaceId, appId, environment: app.environment ?? 'production' }
  const caller = { ...address, versionId, runId: null, keyId, userId: null, endUser, origin }
  return withEnvironmentModels(workspaceModels({ system, caller }), () => environmentSettings(system.db, address))
}

interface Kind<T> {
  type: string
  config: z.ZodType<T>
}

const SPEECH_TO_TEXT: Kind<z.infer<typeof SpeechToText>> = { type: 'speech-to-text', config: SpeechToText }
const TEXT_TO_SPEECH: Kind<z.infer<typeof TextToSpeech>> = { type: 'text-to-speech', config: TextToSpeech }

async function stepOf<T extends { model: ModelRef }>(
  db: Database,
  app: PublishedApp,
  { type, config }: Kind<T>,
): Promise<T | null> {
  const { nodes } = await liveGraph(db, app)
  const step = nodes.find((node) => node.type === type && !node.disabled)
  return (step && config.safeParse(step.config).data) ?? null
}
