import { problem } from '@/lib/messages/problems/problem'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import type { EvaluationRunView } from '@/lib/contracts/public-evaluations'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { PublicConversation } from '@/lib/contracts/conversations'
import type { PublicFile } from '@/lib/contracts/public-files'
import type { FeedbackBody } from '@/lib/contracts/feedback'
import type { HandoverBody, LeadBody, PublicEvent, PublicRun } from '@/lib/contracts/public'
import type { Identity } from '@/lib/secrets/identity-token'
import type { ChatChunk, ChatMessage } from '@/lib/engine/model-requests'
import type { VisitorBatches } from '@/lib/services/batches/visitor-batches'
import type { OAuthBackend } from '@/lib/runs/public/oauth-types'
import type { ActiveGrant } from '@/lib/services/oauth/find-grant'
import type { PublicBackend, PublicModel, StartPublicRun } from '@/lib/runs/public/types'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { CheckedFile, FileScope } from '@/lib/services/app-files/file-types'
import type { ConversationRef, ConversationScope } from '@/lib/runs/conversations/conversation-types'
import { verbatim } from '@/lib/messages/problems/verbatim'

export const APP_ID = '01970000-0000-7000-8000-000000000001'
export const CHUNK_ID = '01970000-0000-7000-8000-0000000000c1'
export const SECRET = 'pb_live_0123456789abcdef'
export const OTHER_SECRET = 'pb_live_fedcba9876543210'

export function publishedApp(change: Partial<PublishedApp> = {}): PublishedApp {
  return {
    appId: APP_ID,
    workspaceId: 'workspace-1',
    slug: 'help-desk',
    name: 'Help desk',
    description: '',
    kind: 'chat',
    versionId: '01970000-0000-7000-8000-000000000101',
    versionNumber: 3,
    durability: 'async',
    access: 'link',
    allowedOrigins: ['https://shop.example'],
    title: 'Help desk',
    greeting: 'Hello!',
    suggestions: ['What does it cost?'],
    accent: '#2255cc',
    widget: DEFAULT_WIDGET,
    sources: 'document',
    inputFields: [{ name: 'message', label: 'Message', type: 'long-text', required: true }],
    messageField: 'message',
    takesImages: false,
    takesDocuments: false,
    takesRecordings: false,
    batch: null,
    updatedAt: '2026-11-24T10:00:00.000Z',
    ...change,
  }
}

function trainedModel(name: string, kind: PublicModel['kind']): PublicModel {
  return { modelId: `model-${name}`, workspaceId: 'workspace-1', name, kind, description: '', updatedAt: '2026-11-24T10:00:00.000Z' }
}

function evaluationRun({ canEvaluate }: CallerKey): EvaluationRunView {
  if (!canEvaluate) throw new AppError('FORBIDDEN', problem('publicApi.keyCannotEvaluate'))
  const counts = { done: 0, total: 0, costMicros: 0, error: null, result: null }
  return { id: CHUNK_ID, evaluation: 'support', status: 'done', url: '', ...counts }
}

async function noBatch(): Promise<never> {
  throw new AppError('NOT_FOUND', problem('batches.missing'))
}

interface StoredRun {
  request: StartPublicRun
  events: PublicEvent[]
  cancelled: boolean
}

/** A `PublicBackend` in memory: a script supplies the events of a run. */
export class MemoryBackend implements PublicBackend {
  readonly apps: PublishedApp[] = [publishedApp()]
  readonly keys = new Map<string, CallerKey>([
    [SECRET, { keyId: 'key-1', workspaceId: 'workspace-1', appIds: [APP_ID], environment: null, canEvaluate: true }],
    [OTHER_SECRET, { keyId: 'key-2', workspaceId: 'workspace-1', appIds: [], environment: null, canEvaluate: false }],
  ])
  readonly models: PublicModel[] = [trainedModel('triage', 'classifier'), trainedModel('tuned', 'chat')]
  readonly predicted: { texts: string[]; endUser: string | null }[] = []
  readonly chats: ChatMessage[][] = []
  readonly runs = new Map<string, StoredRun>()
  readonly started: StartPublicRun[] = []
  startFailure: AppError | null = null
  /** Awaited before each event. */
  beforeEvent: (index: number, signal: AbortSignal) => Promise<void> = async () => {}
  script: (request: StartPublicRun, runId: string) => PublicEvent[] = (request, runId) => answering(request, runId)

  readonly grants = new Map<string, ActiveGrant>()
  readonly oauthClients: OAuthBackend = {
    register: async () => '00000000-0000-7000-8000-000000000001',
    isRegistered: async () => true,
    redeem: async () => null,
    renew: async () => null,
    end: async ({ token }) => void this.grants.delete(token),
    isAuthorized: async ({ keyId }) => [...this.grants.values()].some(({ key }) => key.keyId === keyId),
    authenticate: async (token) => this.grants.get(token) ?? null,
  }
  async findApp(slug: string) {
    return this.apps.find((app) => app.slug === slug) ?? null
  }
  async authenticateKey(bearer: string) {
    return this.keys.get(bearer) ?? null
  }
  async listApps(key: CallerKey) {
    return this.apps.filter((app) => key.appIds.includes(app.appId))
  }
  readonly feedback: { runId: string; author: string; body: FeedbackBody }[] = []
  async giveFeedback({ runId, author, body }: { runId: string; author: string; body: FeedbackBody }) {
    if (!this.runs.has(runId)) throw new AppError('NOT_FOUND', problem('runs.missing'))
    this.feedback.push({ runId, author, body })
  }
  async withdrawFeedback({ runId, author }: { runId: string; author: string }) {
    this.feedback.splice(0, this.feedback.length, ...this.feedback.filter((item) => item.runId !== runId || item.author !== author))
  }
  async ratingsOf({ runIds, author }: { runIds: readonly string[]; author: string }) {
    const matching = this.feedback.filter((item) => item.author === author && runIds.includes(item.runId))
    return new Map(matching.map(({ runId, body }) => [runId, body.rating]))
  }
  async findModel(key: CallerKey, name: string) {
    return (await this.listModels(key)).find((model) => model.name === name) ?? null
  }
  async listModels(key: CallerKey) {
    return key.keyId === 'key-1' ? this.models : []
  }
  async startEvaluation({ key }: Parameters<PublicBackend['startEvaluation']>[0]) {
    return { run: evaluationRun(key), replayed: false }
  }

  async readEvaluation({ key }: Parameters<PublicBackend['readEvaluation']>[0]) {
    return evaluationRun(key)
  }

  async predict({ texts, endUser }: { texts: string[]; endUser: string | null }) {
    this.predicted.push({ texts, endUser })
    const probabilities = Array.from({ length: 12 }, (_, index) => ({ name: `c${index}`, probability: 1 / 12 }))
    return { version: 2, predictions: texts.map(() => ({ label: 'c0', probability: 0.9, probabilities })) }
  }
  async *chat({ messages }: { messages: ChatMessage[] }): AsyncIterable<ChatChunk> {
    this.chats.push(messages)
    for (const text of ['Hi ', 'there']) yield { type: 'text', text }
    const usage = { model: 'tuned', inputTokens: 4, outputTokens: 2, costMicros: null, estimated: false }
    yield { type: 'usage', usage }
    yield { type: 'finish', reason: 'stop' }
  }
  async startRun(request: StartPublicRun) {
    if (this.startFailure) throw this.startFailure
    const known = [...this.runs].find(
      ([, run]) => request.idempotencyKey !== undefined && run.request.idempotencyKey === request.idempotencyKey,
    )
    if (known) return { runId: known[0], replayed: true }
    const runId = newId()
    this.started.push(request)
    this.runs.set(runId, { request, events: this.script(request, runId), cancelled: false })
    return { runId, replayed: false }
  }
  enqueueRun(request: StartPublicRun) {
    return this.startRun(request)
  }
  async hasHook(): Promise<boolean> {
    return false
  }

  async receiveHook(): Promise<never> {
    throw new AppError('NOT_FOUND', problem('request.notFound'))
  }
  async hasChannel(): Promise<boolean> {
    return false
  }

  async receiveChannel(): Promise<never> {
    throw new AppError('NOT_FOUND', problem('request.notFound'))
  }
  async *eventBatches({ runId, afterSeq, signal }: Parameters<PublicBackend['eventBatches']>[0]) {
    const events = this.runs.get(runId)?.events ?? []
    for (const [index, event] of events.entries()) {
      if (index + 1 <= afterSeq) continue
      await this.beforeEvent(index, signal)
      if (signal.aborted) return
      yield [{ seq: index + 1, part: 0, event }]
    }
  }
  whenOver() {
    return null
  }
  async outcome() {
    return null
  }
  async getRun({ app, runId }: { app: PublishedApp; runId: string }) {
    const run = this.runs.get(runId)
    if (!run || run.request.app.appId !== app.appId) return null
    const view: PublicRun = { runId, status: 'succeeded', version: 3, answer: 'a', outputs: {}, citations: [], usage: USAGE, error: null }
    const { endUser = null, metadata, inputs } = run.request
    return { ...view, endUser, note: metadata ? { metadata } : {}, message: String(inputs.message) }
  }
  async lastSeq() {
    return 0
  }
  async inputOf({ runId }: { runId: string }) {
    const request = this.runs.get(runId)?.request
    if (!request) return null
    const date = new Date('2026-11-24T10:00:00.000Z')
    return { history: request.history, inputs: request.inputs, message: String(request.inputs.message), createdAt: date, endedAt: date }
  }
  async listEmbedders() {
    return [{ name: 'builtin/all-minilm-l6-v2', model: { connection: 'builtin', model: 'all-MiniLM-L6-v2' } }]
  }
  async embed({ texts }: { texts: string[] }) {
    return { vectors: texts.map(() => new Float32Array([0.6, 0.8])), tokens: texts.length }
  }
  async textsOf() {
    return new Map()
  }
  async listRuns() {
    return { runs: [], total: 0 }
  }
  async speechOf() {
    return { hears: false, voice: null }
  }
  async transcribe() {
    return null
  }
  async speak() {
    return null
  }
  async appOfRun({ key, runId }: { key: CallerKey; runId: string }) {
    const app = this.runs.get(runId)?.request.app
    return app && key.appIds.includes(app.appId) && key.workspaceId === app.workspaceId ? app : null
  }
  async claimedRun({ idempotencyKey }: { key: CallerKey; idempotencyKey: string }) {
    return [...this.runs].find(([, run]) => run.request.idempotencyKey === idempotencyKey)?.[0] ?? null
  }
  async deleteRun({ runId }: { runId: string }) {
    this.runs.delete(runId)
  }
  async cancel({ runId }: { runId: string }) {
    const run = this.runs.get(runId)
    if (run) run.cancelled = true
  }
  readonly leads: { endUser: string; body: LeadBody }[] = []
  readonly handovers: { id: string; endUser: string; body: HandoverBody }[] = []
  /** Identities of signed-in visitors, by token. */
  readonly identities = new Map<string, Identity>()
  async readIdentity({ token }: { token: string }) {
    return this.identities.get(token) ?? null
  }
  async leaveLead({ endUser, body }: { endUser: string; body: LeadBody }) {
    this.leads.push({ endUser, body })
  }
  async handOver({ endUser, body }: { endUser: string; body: HandoverBody }) {
    const id = newId()
    this.handovers.push({ id, endUser, body })
    return { id, state: 'queued' as const }
  }
  async getHandover({ endUser, id }: { endUser: string; id: string }) {
    return this.handovers.some((item) => item.id === id && item.endUser === endUser) ? { id, state: 'sent' as const } : null
  }
  async visitorApprovals() {
    return []
  }
  async visitorConnections() {
    return []
  }
  async deleteEndUserConnections() {
    return 0
  }
  async ownMemories() {
    return { consent: null, facts: [] }
  }
  async setMemoryConsent() {}
  async forgetMemories() {
    return 0
  }
  async startVisitorSignIn(): Promise<never> {
    throw new AppError('NOT_FOUND', problem('missing.connection'))
  }
  async finishVisitorSignIn() {
    return { status: 'pending' as const }
  }
  documentNames: string[] = []
  async starterSources() {
    return { documentNames: this.documentNames, questions: [] }
  }
  readonly deletedThreads: { endUser: string; thread: string }[] = []
  async deleteVisitorThread({ endUser, thread }: { endUser: string; thread: string }) {
    this.deletedThreads.push({ endUser, thread })
    return { activeRunIds: [] }
  }
  async answerAsVisitor() {
    return this.answerApproval()
  }
  async listApprovals() {
    return { approvals: [], nextCursor: null }
  }
  async answerApproval() {
    const answer = { decision: 'approved' as const, values: {}, comment: '', by: 'API key K', at: '2026-11-24T10:00:00.000Z' }
    return { already: false, answer }
  }
  readonly conversations: (PublicConversation & { appId: string })[] = []
  async createConversation({ app, endUser, title }: ConversationScope & { title?: string | undefined }) {
    const at = '2026-11-24T10:00:00.000Z'
    const conversation = { id: newId(), title: title ?? '', endUser, createdAt: at, updatedAt: at }
    this.conversations.push({ ...conversation, appId: app.appId })
    return conversation
  }
  async getConversation({ app, endUser, conversationId }: ConversationRef) {
    const found = this.conversations.find((item) => item.id === conversationId && item.appId === app.appId)
    if (!found || (endUser !== null && found.endUser !== endUser)) throw new AppError('NOT_FOUND', problem('request.notFound'))
    const { appId: _, ...conversation } = found
    return conversation
  }
  async renameConversation({ title, ...ref }: ConversationRef & { title: string }) {
    return { ...(await this.getConversation(ref)), title }
  }
  async listConversations() {
    return { conversations: [], nextCursor: null }
  }
  async listMessages(ref: ConversationRef) {
    await this.getConversation(ref)
    return { messages: [], nextCursor: null }
  }
  async lastRunOfChat({ chatId }: { chatId: string }) {
    const found = [...this.runs].findLast(([, { request }]) => request.chatId === chatId)
    return found ? { runId: found[0], status: 'running' as const, endedAt: null, isRead: false } : null
  }
  async noteRead() {}
  async deleteConversation(ref: ConversationRef) {
    const { id } = await this.getConversation(ref)
    this.conversations.splice(this.conversations.findIndex((item) => item.id === id), 1)
  }
  readonly files: (PublicFile & { appId: string; bytes: Uint8Array })[] = []
  async fileRoom() {
    return { bytes: 1024 * 1024 * 1024, problem: verbatim('Full.') }
  }
  async storeFile({ app, endUser, file, purpose }: FileScope & { file: CheckedFile; purpose?: string }) {
    const { name, mediaType, bytes, text } = file
    const about = { pages: text?.pages.length || null, characters: text?.text.length ?? null, purpose: purpose ?? null }
    const stored = { id: newId(), name, mediaType, sizeBytes: bytes.byteLength, ...about, endUser, createdAt: '2026-11-24T10:00:00.000Z' }
    this.files.push({ ...stored, appId: app.appId, bytes })
    return stored
  }
  readonly batches: VisitorBatches = {
    create: noBatch,
    list: async () => [],
    get: noBatch,
    check: noBatch,
    start: noBatch,
    steer: noBatch,
    rows: noBatch,
    file: noBatch,
    remove: noBatch,
  }
  async filePassage() {
    return null
  }
  async listFiles() {
    return { files: [], nextCursor: null }
  }
  async findFiles({ app, ids }: FileScope & { ids: readonly string[] }) {
    return ids.map((id) => this.fileOf(app, id).file)
  }
  async readFile({ app, id }: FileScope & { id: string }) {
    return this.fileOf(app, id)
  }
  async removeFile({ app, id }: FileScope & { id: string }) {
    this.fileOf(app, id)
    this.files.splice(this.files.findIndex((item) => item.id === id), 1)
  }
  private fileOf(app: FileScope['app'], id: string) {
    const found = this.files.find((item) => item.id === id && item.appId === app.appId)
    if (!found) throw new AppError('NOT_FOUND', problem('request.notFound'))
    const { appId: _, bytes, ...file } = found
    return { file, bytes }
  }
  async getPassage({ chunkId }: { chunkId: string }) {
    if (chunkId !== CHUNK_ID) return null
    return { documentName: 'prices.pdf', headings: ['Prices'], page: 2, text: 'It costs 5 euros.', markStart: 0, markEnd: 17 }
  }
}

export const USAGE = { inputTokens: 11, outputTokens: 7, estimated: false }

export function answering(request: StartPublicRun, runId: string): PublicEvent[] {
  const answer = `You said: ${String(request.inputs['message'])}`
  return [
    { type: 'run.started', runId },
    ...answer.match(/.{1,6}/gs)?.map((text): PublicEvent => ({ type: 'answer.delta', text })) ?? [],
    { type: 'run.completed', answer, outputs: { answer }, citations: [], usage: USAGE },
  ]
}
