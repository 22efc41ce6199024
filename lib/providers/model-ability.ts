import type { ModelAbility } from './provider-manifest'

/** The first match counts. `null`: models without a supported use. */
const RULES: readonly (readonly [RegExp, ModelAbility | null])[] = [
  [/moderation|guard|realtime|sora|veo|video|babbage|davinci|computer-use|search-preview|safety/i, null],
  [/rerank/i, 'rerank'],
  [/embed|minilm|(^|[^a-z])(bge|e5|gte|voyage)[-_]/i, 'embed'],
  [/whisper|transcri|(^|[^a-z])(asr|stt)([^a-z]|$)|paraformer|sensevoice|voxtral|scribe/i, 'transcribe'],
  [/(^|[^a-z])tts([^a-z]|$)|text-to-speech|speech|cosyvoice|orpheus|kokoro|sonic/i, 'speak'],
  [/dall-e|image|imagen|flux|diffusion|sdxl|(^|[^a-z])wanx?[\d.]*-|seedream|hidream|recraft|ideogram/i, 'image'],
  [/audio|omni-(?:turbo|flash)-real/i, null],
]

/** Determines a model's ability from its name, since most model lists contain nothing else. */
export function abilityOf(id: string): ModelAbility | null {
  const rule = RULES.find(([pattern]) => pattern.test(id))
  return rule === undefined ? 'chat' : rule[1]
}
