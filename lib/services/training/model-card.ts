import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type getTrainedModelCard as cardContract, ModelCard, type TrainedVersionView } from '@/lib/contracts/training'
import type { LabelMetrics, TrainingReport } from '@/lib/contracts/training-metrics'
import { datasetSources, datasetVersions } from '@/lib/db/schema/datasets'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { describeAccuracy } from './describe-accuracy'
import { getModelRow, type ModelRow, selectVersions } from './training-views'

const WORST_CLASSES = 10

/**
 * The card of the version in production, otherwise of the newest, in the format of Hugging Face. Missing values are
 * stated as such.
 */
export const getTrainedModelCard: Verb<typeof cardContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const model = await getModelRow(ctx, params.trainedModelId)
  const versions = await selectVersions(ctx, model.id)
  const version = versions.find(({ stage }) => stage === 'production') ?? versions[0]
  const licences = version?.dataset ? await licensesOf(ctx, version.dataset.versionId) : []
  return { markdown: write({ model, version, licences }), fileName: `${model.name}-card.md` }
}

async function licensesOf({ db, workspace }: ServiceContext, versionId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ licence: datasetSources.licence })
    .from(datasetSources)
    .innerJoin(datasetVersions, eq(datasetVersions.datasetId, datasetSources.datasetId))
    .where(and(eq(datasetVersions.id, versionId), eq(datasetVersions.workspaceId, workspace.id)))
  return rows.map(({ licence }) => licence).filter((licence) => licence !== '')
}

interface CardFacts {
  model: ModelRow
  version: TrainedVersionView | undefined
  licences: string[]
}

function write({ model, version, licences }: CardFacts): string {
  const card = ModelCard.parse(model.card)
  const report = version?.report
  const orNotStated = (text: string) => (text.trim() === '' ? '_Not stated._' : oneParagraph(text))
  return [
    frontMatter(model, version, card.licence),
    `# ${model.name}`,
    orNotStated(model.description),
    section('Intended use', orNotStated(card.intendedUse)),
    section('Known limits', orNotStated(card.limits)),
    section('Model', modelFacts(model, version)),
    section('Training data', dataFacts(version, licences)),
    section('Figures', report ? describeMetrics(report) : '_Not measured here._'),
    section('Contact', orNotStated(card.contact)),
  ].join('\n\n')
}

const section = (title: string, text: string): string => `## ${title}\n\n${text}`
const oneParagraph = (text: string): string => text.trim().replace(/^#/gm, '\\#')
const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)
const cell = (text: string): string => text.replace(/[|\r\n]/g, ' ')

function frontMatter(model: ModelRow, version: TrainedVersionView | undefined, licence: string): string {
  const lines = [
    ...(licence === '' ? [] : [`license: ${JSON.stringify(licence)}`]),
    `pipeline_tag: ${model.kind === 'classifier' ? 'text-classification' : 'text-generation'}`,
    'tags:\n- patchbay',
    ...(version?.accuracy === null || version === undefined ? [] : [`metrics:\n- accuracy`]),
  ]
  return `---\n${lines.join('\n')}\n---`
}

function modelFacts(model: ModelRow, version: TrainedVersionView | undefined): string {
  if (!version) return '_No version was trained yet._'
  const facts = [`- Version ${version.number}, ${version.stage}, made ${version.createdAt.slice(0, 10)}`]
  if (model.kind === 'chat')
    return [...facts, `- Tuned at a service; its name there: \`${version.remoteModel ?? 'not known'}\``].join('\n')
  return [
    ...facts,
    `- Softmax regression over embeddings of ${BUILTIN_EMBEDDER.id} (weights sha256 \`${BUILTIN_EMBEDDER.weightsSha256.slice(0, 12)}…\`)`,
    `- ${version.classes.length} classes`,
    `- Languages: ${BUILTIN_EMBEDDER.languages.join(', ')}; in others it guesses`,
  ].join('\n')
}

function dataFacts(version: TrainedVersionView | undefined, licences: readonly string[]): string {
  if (!version?.dataset) return '_Not known._'
  const licence = licences.length > 0 ? licences.map(cell).join(', ') : 'not stated'
  return `Data set “${version.dataset.name}”, version ${version.dataset.number}. Licenses of its sources: ${licence}.`
}

/** The accuracy is that of the most likely class; callers get no label below the threshold. */
function describeLabels({ right, wrong, withoutLabel }: LabelMetrics): string {
  const all = right + wrong + withoutLabel
  return `With the threshold applied, ${percent(right / all)} get the right label, ${percent(wrong / all)} a wrong one, and ${percent(withoutLabel / all)} none.`
}

function describePoint({ answered, right, turnedAway }: TrainingReport['threshold']['points'][number]): string {
  const ofClasses = `About there, ${percent(answered)} of texts that belong to a class are answered, ${percent(right)} of these right`
  if (turnedAway === null) return `${ofClasses}.`
  return `${ofClasses}, and ${percent(turnedAway)} of texts of classes it never saw are turned away.`
}

function describeMetrics(report: TrainingReport): string {
  const { metrics, threshold, measuredOn, learningCurve, labels } = report
  const where =
    measuredOn === 'test' ? `${metrics.examples} test examples that it was not trained on` : 'cross-validation'
  const worstClasses = metrics.classes
    .filter(({ examples }) => examples > 0)
    .sort((a, b) => (a.f1 ?? 0) - (b.f1 ?? 0))
    .slice(0, WORST_CLASSES)
  const point = threshold.points.findLast((item) => item.threshold <= threshold.threshold)
  return [
    `Measured on ${where}, after training on ${report.trainedOn}: accuracy ${percent(metrics.accuracy)}, macro F1 ${percent(metrics.macroF1)}. ${describeAccuracy(report).message}`,
    ...(labels ? [describeLabels(labels)] : []),
    `Threshold for “none of these”: ${threshold.threshold.toFixed(2)}. ${point ? describePoint(point) : ''}`,
    `Classes it knows least well:\n\n| class | examples | precision | recall | F1 |\n|---|---|---|---|---|\n${worstClasses
      .map(
        ({ name, examples, precision, recall, f1 }) =>
          `| ${cell(name)} | ${examples} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} |`,
      )
      .join('\n')}`,
    ...(learningCurve.length > 0
      ? [
          `Accuracy by examples trained on: ${learningCurve.map(({ examples, accuracy }) => `${examples}: ${percent(accuracy)}`).join(', ')}.`,
        ]
      : []),
  ].join('\n\n')
}
