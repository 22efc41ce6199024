import 'server-only'
import { z } from 'zod'
import type { SseEvent } from '@/lib/api/http/sse'
import { MAX_RUN_BODY_BYTES, type VisitorApproval } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { visitorApproval } from '../hosted/visitor-approval'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { typedValues } from '../shared/requests/typed-values'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { DifyUser } from './dify-app'
import { createdAt } from './dify-shapes'

const ACTIONS = [
  { id: 'approve', title: 'Approve', button_style: 'primary' },
  { id: 'reject', title: 'Reject', button_style: 'default' },
]

interface Waiting {
  app: PublishedApp
  runId: string
  endUser: string | null
}

/** Why a run has paused, in Dify's format; null if the question is not for its user. */
export async function pauseOf(api: PublicApi, call: Pick<ApiRequest, 'requestId'>, run: Waiting) {
  const question = await visitorApproval(api, { ...run, requestId: call.requestId })
  return question && { ...toForm(question), node_id: question.id, node_title: question.title }
}

/** Final events of a stream that waits for its user's answer; none if someone else has to answer. */
export async function pauseEvents(
  api: PublicApi,
  call: Pick<ApiRequest, 'requestId'>,
  { head, ...run }: Waiting & { head: object },
): Promise<SseEvent[]> {
  const pause = await pauseOf(api, call, run)
  if (!pause) return []
  const { runId } = run
  const base = { task_id: runId, workflow_run_id: runId, ...head }
  return [
    { data: { event: 'human_input_required', ...base, data: pause } },
    { data: { event: 'workflow_paused', ...base, data: toPaused(runId, pause) } },
  ]
}

export const toPaused = (runId: string, pause: NonNullable<Awaited<ReturnType<typeof pauseOf>>>) => ({
  workflow_run_id: runId,
  status: 'paused',
  outputs: {},
  paused_nodes: [pause.node_id],
  reasons: [{ type: 'human_input_required', ...pause }],
  created_at: createdAt(runId),
})

/** The form's token is the question's id: useless without the app's key. */
const toForm = ({ id, title, message, fields, dueAt }: VisitorApproval) => ({
  form_id: id,
  form_token: id,
  form_content: message === '' ? title : message,
  display_in_ui: true,
  inputs: fields.map(({ name, label, type, required, options }) => ({
    type: type === 'choice' ? 'select' : 'text_input',
    output_variable_name: name,
    label,
    required,
    options: options ?? [],
    default: null,
  })),
  actions: ACTIONS,
  resolved_default_values: {},
  expiration_time: dueAt === null ? null : Math.floor(Date.parse(dueAt) / 1_000),
})

const UserQuery = z.object({ user: DifyUser.optional() })

/** `GET /form/human_input/{token}` */
export function readForm(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user = null } = readQuery(call, UserQuery, 'parameters.userNotText')
    const { actions, ...form } = toForm(await openQuestion(api, { app, endUser: user, token: call.param('token') }))
    return jsonResponse({ ...form, user_actions: actions })
  }
}

const FormBody = z.strictObject({
  inputs: JsonObjectSchema.nullish(),
  action: z.enum(['approve', 'reject'], 'action is "approve" or "reject".'),
  user: DifyUser,
})

/** `POST /form/human_input/{token}`: resumes the run; `/workflow/{run}/events` reports on it. */
export function fillForm(api: PublicApi): AppHandler {
  return async (call, app) => {
    const {
      body: { inputs, action, user: endUser },
    } = await readCompatibleBody(call, FormBody, MAX_RUN_BODY_BYTES)
    const question = await openQuestion(api, { app, endUser, token: call.param('token') })
    const decision = action === 'approve' ? ('approved' as const) : ('rejected' as const)
    const body = { decision, values: typedValues(question.fields, inputs ?? {}), comment: '' }
    const { already } = await api.backend.answerAsVisitor({ app, endUser, waitId: question.id, body })
    if (already) throw new AppError('CONFLICT', problem('dify.formAnswered'))
    return jsonResponse({})
  }
}

/** @throws AppError NOT_FOUND unless it is an open question of this user */
async function openQuestion(
  { backend }: PublicApi,
  { app, endUser, token }: { app: PublishedApp; endUser: string | null; token: string },
): Promise<VisitorApproval> {
  if (!Id.safeParse(token).success) throw notFound()
  const [question] = await backend.visitorApprovals({ app, endUser, waitId: token })
  if (!question) throw notFound()
  return question
}
