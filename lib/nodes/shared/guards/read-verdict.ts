import { readJsonAnswer } from '../models/read-json-answer'

/** Parses the verdict of a model; null when it has the wrong format. */
export function readVerdict(answer: string): { score: number; reasons: string[] } | null {
  const json = readJsonAnswer(answer)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const { score, reasons } = json
  if (typeof score !== 'number' || score < 0 || score > 1) return null
  const texts = Array.isArray(reasons) ? reasons.filter((reason) => typeof reason === 'string') : []
  return { score, reasons: texts.slice(0, 5).map((reason) => reason.slice(0, 200)) }
}
