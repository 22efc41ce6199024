import { t } from '@/lib/client/messages/t'
import type { ModelCardView } from '@/lib/contracts/model-cards'
import { SCORECARD_AREAS } from '@/lib/contracts/scorecard'
import { AREA_LABELS } from '../area-labels'
import { factsOf } from '../cards/facts-of'
import { metricFormats } from '../plots/format-metrics'
import { words } from '../value-labels'

export interface ComparedCell {
  /** Null if there is nothing to show. */
  text: string | null
  missing: string
  isBest: boolean
}

export interface ComparedRow {
  label: string
  cells: ComparedCell[]
}

export interface ComparedGroup {
  title: string
  rows: ComparedRow[]
}

type Read = (card: ModelCardView) => number | null | undefined
type Write = (value: number | null) => string | null
/** 1 if higher values are better, -1 if lower ones are, and 0 if neither is better. */
type Better = 1 | -1 | 0

const writeInteger: Write = (value) => (value === null ? null : String(Math.round(value)))

/** All known properties of the models, one row each. */
export function comparisonRows(cards: readonly ModelCardView[]): ComparedGroup[] {
  const row = (label: string, read: Read, write: Write, better: Better) =>
    numberRow(cards, { label, read, write, better })
  return [
    {
      title: t('catalog.scorecard'),
      rows: [
        // The known share comes first, because scores with different shares are not comparable.
        row(t('catalog.known'), ({ scorecard }) => scorecard.known / 100, metricFormats.share, 1),
        scoreRow(t('catalog.score'), cards, ({ scorecard }) => scorecard),
        ...SCORECARD_AREAS.map((area) =>
          scoreRow(t(AREA_LABELS[area]), cards, ({ scorecard }) =>
            scorecard.areas.find((found) => found.area === area),
          ),
        ),
      ],
    },
    {
      title: t('catalog.measured'),
      rows: [
        row(t('catalog.calls'), ({ summary }) => summary.measured?.calls, writeInteger, 0),
        row(t('catalog.availability'), ({ summary }) => summary.measured?.availability, metricFormats.share, 1),
        row(t('catalog.errorRate'), ({ summary }) => summary.measured?.errorRate, metricFormats.share, -1),
        row(t('catalog.firstTokenP50'), ({ summary }) => summary.measured?.firstTokenP50Ms, metricFormats.duration, -1),
        row(t('catalog.firstTokenP95'), ({ summary }) => summary.measured?.firstTokenP95Ms, metricFormats.duration, -1),
        row(
          t('catalog.tokensPerSecond'),
          ({ summary }) => summary.measured?.tokensPerSecond,
          metricFormats.perSecond,
          1,
        ),
        row(
          t('catalog.costPerRuns'),
          ({ summary }) => summary.measured?.costPerThousandRunsMicros,
          metricFormats.cost,
          -1,
        ),
        row(t('catalog.quality'), ({ summary }) => summary.quality, metricFormats.share, 1),
        row(t('catalog.safety'), ({ summary }) => summary.safety, metricFormats.share, 1),
      ],
    },
    { title: t('catalog.facts'), rows: factRows(cards) },
  ]
}

/** A score with its known share; no score is highlighted as the best. */
function scoreRow(
  label: string,
  cards: readonly ModelCardView[],
  read: (card: ModelCardView) => { score: number | null; known: number } | undefined,
): ComparedRow {
  const cells = cards.map((card) => {
    const { score = null, known = 0 } = read(card) ?? {}
    const values = { score: Math.round(score ?? 0), known: Math.round(known) }
    return {
      text: score === null ? null : t('catalog.scoreWithKnown', values),
      missing: known === 0 ? t('catalog.noData') : t('catalog.areaKnown', values),
      isBest: false,
    }
  })
  return { label, cells }
}

interface NumberRow {
  label: string
  read: Read
  write: Write
  better: Better
}

function numberRow(cards: readonly ModelCardView[], { label, read, write, better }: NumberRow): ComparedRow {
  const values = cards.map((card) => read(card) ?? null)
  const known = values.filter((value) => value !== null)
  const best = better === 1 ? Math.max(...known) : Math.min(...known)
  const isContest = better !== 0 && known.length > 1 && known.some((value) => value !== best)
  return {
    label,
    cells: values.map((value) => ({
      text: write(value),
      missing: t('catalog.noData'),
      isBest: isContest && value === best,
    })),
  }
}

function factRows(cards: readonly ModelCardView[]): ComparedRow[] {
  const lists = cards.map((card) => new Map(factsOf(card).map(([label, ...fact]) => [label, fact])))
  const labels = [...new Set(lists.flatMap((list) => [...list.keys()]))]
  const plain = (text: string | null, missing = t('catalog.notKnown')) => ({ text, missing, isBest: false })
  return [
    {
      label: t('catalog.filterAbility'),
      cells: cards.map(({ summary }) => plain(summary.abilities.map(words.ability).join(', ') || null)),
    },
    ...labels.map((label) => ({
      label,
      cells: lists.map((list) => {
        const [value, missing] = list.get(label) ?? []
        return plain(value ?? null, missing)
      }),
    })),
  ]
}
