import 'server-only'
import { and, eq } from 'drizzle-orm'
import { isJudge, type ScorerSettings } from '@/lib/contracts/scorers'
import { EVERYONE } from '@/lib/core/knowledge/document-access'
import { storable } from '@/lib/core/storable'
import { databaseNow } from '@/lib/db/database-now'
import { onlineRules, onlineRuns, onlineScores } from '@/lib/db/schema/evaluation/online-rules'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { saysUnknown } from '@/lib/models/phrases/says-unknown'
import { currentShare } from '@/lib/services/evaluations/online/current-share'
import { getOnlineRule, type OnlineRuleRow, spentToday } from '@/lib/services/evaluations/online/online-rule-rows'
import { type OnlineScoreData, onlineScoreJob } from '@/lib/services/evaluations/online/online-score-job'
import { watchDrift } from '@/lib/services/evaluations/online/watch-drift'
import { passMark } from '@/lib/services/evaluations/pass-mark'
import { runsClosedTo } from '@/lib/services/knowledge/closed-runs'
import type { System } from '@/lib/services/system'
import { scoreColumns } from '../experiments/experiment-store'
import { isInterruption } from '../experiments/interruption'
import { judgeModel } from '../judges/judge-model'
import { type Embed, type JudgeModel, type Score, type ScorerTools, withoutVerdict } from '../scorers/score'
import { scoreAnswer } from '../scorers/score-answer'
import { hashOfRun, type Inclusion, inclusionOf } from './inclusion'
import { advanceCursor, type LiveRun, newlyDisliked, nextLiveRuns } from './live-runs'
import { maskAnswer, maskScore, maskText } from './mask-score'
import { type LiveAnswer, readLiveAnswer } from './read-live-answer'
import { signsOfTrouble } from './signs-of-trouble'

const PAGE = 200
const TURN_MS = 60_000
const AT_ONCE = 4
const SETTLE_MS = 5_000

export interface OnlineOptions {
  embed: Embed
  /** The models of the workspace unless given. */
  judge?: JudgeModel
  turnMs?: number
}

/** Handler of the job: scores the runs since the last time, long after their callers have the answers. */
export async function scoreLiveRuns(
  system: System,
  data: OnlineScoreData,
  signal: AbortSignal,
  { embed, judge, turnMs = TURN_MS }: OnlineOptions,
): Promise<void> {
  const { db } = system
  const untilMs = performance.now() + turnMs
  // Deleted while it waited: nothing to do.
  let rule = await getOnlineRule(db, data).catch(() => null)
  if (!rule?.isOn) return
  const { workspaceId, appId, createdBy: userId } = rule
  const tools = { embed, judge: judge ?? judgeModel(system, { workspaceId, appId, userId }), signal }
  const scoring = new LiveScoring(system, rule, tools)
  await scoring.start()
  for (let page = await nextLiveRuns(db, rule, PAGE); page.length > 0; page = await nextLiveRuns(db, rule, PAGE)) {
    await scoring.scorePage(page)
    const cursor = await advanceCursor(db, rule, page.at(-1)?.id ?? rule.cursor, Date.now())
    rule = { ...rule, cursor }
    if (performance.now() < untilMs) continue
    await system.jobs.send(onlineScoreJob, data, { key: rule.id, group: workspaceId, priority: 'batch' })
    return
  }
  await scoring.judgeDisliked()
  await watchDrift(db, rule)
}

class LiveScoring {
  private spentMicros = 0
  private readonly code: ScorerSettings[]
  private readonly judges: ScorerSettings[]

  constructor(
    private readonly system: System,
    private readonly rule: OnlineRuleRow,
    private readonly tools: ScorerTools,
  ) {
    this.judges = rule.scorers.filter(isJudge)
    this.code = rule.scorers.filter((scorer) => !isJudge(scorer))
  }

  async start(): Promise<void> {
    this.spentMicros = await spentToday(this.system.db, this.rule, new Date())
  }

  async scorePage(page: readonly LiveRun[]): Promise<void> {
    const where = { db: this.system.db, workspace: { id: this.rule.workspaceId } }
    // Everybody who may read the workspace sees the scores, so restricted documents must not be in them.
    const closed = await runsClosedTo(
      EVERYONE,
      where,
      page.map(({ id }) => id),
    )
    const pending = [...page]
    const worker = async (): Promise<void> => {
      for (let run = pending.shift(); run; run = pending.shift()) {
        this.tools.signal.throwIfAborted()
        await this.scoreRun(run, closed.has(run.id))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  /** Somebody disliked the answer after it was processed. Judges now score it, whether or not it was in the sample. */
  async judgeDisliked(): Promise<void> {
    const { db } = this.system
    const now = await databaseNow(db)
    const found = await newlyDisliked(db, this.rule, PAGE)
    for (const run of found) {
      this.tools.signal.throwIfAborted()
      const live = this.judges.length === 0 ? null : await this.read(run)
      const canJudge = run.isJudged || this.spentMicros < this.rule.dailyBudgetMicros
      if (live && canJudge)
        await this.store(run, live, certain, run.isJudged ? [] : await this.scoresOf(this.judges, live))
    }
    // A rating with an earlier time may be stored a moment later.
    const reached = found.length < PAGE ? new Date(now.getTime() - SETTLE_MS) : found.at(-1)?.ratedAt
    if (!reached || reached <= this.rule.feedbackAt) return
    await db
      .update(onlineRules)
      .set({ feedbackAt: reached })
      .where(and(eq(onlineRules.id, this.rule.id), eq(onlineRules.workspaceId, this.rule.workspaceId)))
  }

  private read = ({ id: runId }: LiveRun) =>
    readLiveAnswer(this.system.db, { workspaceId: this.rule.workspaceId, runId }, this.rule.scorers)

  private async scoreRun(run: LiveRun, isRestricted: boolean): Promise<void> {
    const live = await this.read(run)
    if (!live) return
    if (isRestricted) return this.store(run, live, restricted, [])
    const { text } = live.answer
    const { workspaceId } = this.rule
    const signs =
      this.judges.length === 0
        ? { isGuarded: false, isUnsure: false }
        : await signsOfTrouble(this.system.db, { workspaceId, runId: run.id })
    const inclusion = inclusionOf(hashOfRun(this.rule.id, run.id), {
      isDisliked: run.isDisliked,
      isCanary: run.isCanary,
      ...signs,
      share: this.rule.share,
      hasNoAnswer: live.error === null && (text.trim() === '' || saysUnknown(text)),
      currentShare: this.judges.length === 0 ? 0 : currentShare(this.rule, this.spentMicros),
    })
    const own = this.judges.length === 0 ? unsampled : inclusion
    const scores = await this.scoresOf(own.probability > 0 ? this.rule.scorers : this.code, live)
    await this.store(run, live, own, scores)
  }

  private async scoresOf(scorers: readonly ScorerSettings[], live: LiveAnswer): Promise<[ScorerSettings, Score][]> {
    const scores: [ScorerSettings, Score][] = []
    for (const scorer of scorers) scores.push([scorer, maskScore(await this.scoreOf(scorer, live))])
    return scores
  }

  private scoreOf(scorer: ScorerSettings, { input, answer, error }: LiveAnswer): Promise<Score> | Score {
    if (error !== null && isInterruption(error)) return withoutVerdict(problem('scores.interrupted', { error }))
    if (error !== null)
      return {
        outcome: 'app-failed',
        value: 0,
        label: null,
        evidence: null,
        reason: problem('scores.appFailed', { error }),
      }
    const expected = { input: isJudge(scorer) ? maskText(input) : input, expected: undefined, passages: [] }
    return scoreAnswer(scorer, expected, isJudge(scorer) ? maskAnswer(answer) : answer, this.tools)
  }

  private async store(
    run: LiveRun,
    live: LiveAnswer,
    inclusion: Inclusion,
    scores: readonly [ScorerSettings, Score][],
  ): Promise<void> {
    const { id: ruleId, workspaceId } = this.rule
    const key = { ruleId, runId: run.id, workspaceId }
    const { cause, isInSample, probability } = inclusion
    await this.system.db.transaction(async (tx) => {
      // Scores of a run that is deleted meanwhile must not remain.
      const [exists] = await tx
        .select({ id: runs.id })
        .from(runs)
        .where(and(eq(runs.id, run.id), eq(runs.workspaceId, workspaceId)))
        .for('key share')
      if (!exists) return
      const row = { versionNumber: run.versionNumber, cause, isInSample, probability, at: live.endedAt }
      await tx
        .insert(onlineRuns)
        .values({ ...key, ...row })
        .onConflictDoUpdate({ target: [onlineRuns.runId, onlineRuns.ruleId], set: { cause, probability } })
      if (scores.length === 0) return
      const values = scores.map(([scorer, score]) => ({
        ...key,
        ...scoreColumns(score),
        label: score.label === null ? null : storable(score.label),
        scorer: scorer.id,
        hasPassed: score.value === null ? null : score.value >= passMark(scorer),
      }))
      await tx.insert(onlineScores).values(values).onConflictDoNothing()
    })
    for (const [, { judged }] of scores) this.spentMicros += judged?.costMicros ?? 0
  }
}

const restricted: Inclusion = { cause: 'restricted', isInSample: false, probability: 0 }
const unsampled: Inclusion = { cause: 'not-sampled', isInSample: false, probability: 0 }
const certain: Inclusion = { cause: 'thumbs-down', isInSample: false, probability: 1 }
