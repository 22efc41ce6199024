import 'server-only'
import { memoryPaths } from './memory-paths'
import { answers, jsonBody, jsonContent, operation, PARAMETERS, page, parameter, schemaRef, withRun } from './parts'

const EVENTS = { 'text/event-stream': { schema: schemaRef('Event') } }
const RUN = [parameter('RunId'), parameter('EndUser')]
const tags = ['Runs']
/** A range of characters, as in citations. */
const RANGE = ['start', 'end'].map((name) => ({
  name,
  in: 'query',
  required: true,
  schema: { type: 'integer', minimum: 0 },
}))

/** Required only by apps that restrict access to cited passages. */
const CITING_RUN = { name: 'run', in: 'query', schema: { type: 'string', format: 'uuid' } }

/** Runs, and their questions to people. */
export function runPaths() {
  return {
    '/runs': { post: startOperation() },
    '/runs/{runId}': {
      get: operation(['getRun', 'Get a run', 'Returns its status and result.'], answers('Run'), {
        parameters: RUN,
        tags,
      }),
    },
    '/runs/{runId}/events': {
      get: operation(
        ['followRun', 'Follow a run', 'Streams its events, from the first one or after Last-Event-ID.'],
        { description: 'Server-sent events; each data line is an Event.', content: EVENTS },
        { parameters: [...RUN, parameter('LastEventId')], tags },
      ),
    },
    '/runs/{runId}/cancel': {
      post: operation(['cancelRun', 'Cancel a run'], answers('Done', 'Stopped, or already over'), {
        parameters: RUN,
        tags,
      }),
    },
    '/runs/{runId}/feedback': {
      post: operation(
        ['giveFeedback', 'Rate an answer', 'Accepts an optional correction. Repeating the call changes the rating.'],
        answers('Feedback'),
        { parameters: RUN, requestBody: jsonBody('FeedbackRequest'), tags },
      ),
    },
    '/passages/{chunkId}': {
      get: operation(
        ['getPassage', 'Get a cited passage', 'Returns it with the surrounding text.'],
        answers('Passage'),
        {
          parameters: [parameter('ChunkId'), parameter('EndUser'), ...RANGE, CITING_RUN],
          tags,
        },
      ),
    },
    '/connections': { delete: deleteConnections() },
    ...memoryPaths(),
    '/approvals': { get: listApprovals() },
    '/approvals/{approvalId}': { post: answerApproval() },
  }
}

function startOperation() {
  return operation(
    [
      'startRun',
      'Run the app',
      'Returns the result, or its events as a stream. Values in `inputs` are those of the Input node.',
    ],
    [
      withRun({ description: 'The run, or its events', content: { ...jsonContent('Run'), ...EVENTS } }),
      withRun({
        status: '202',
        description:
          'The run is accepted (with Prefer: respond-async; Location is the URL of its result), or it waits for a person.',
        headers: { Location: { schema: { type: 'string', format: 'uri' } } },
        content: { 'application/json': { schema: { oneOf: [schemaRef('AcceptedRun'), schemaRef('Run')] } } },
      }),
    ],
    {
      parameters: [parameter('IdempotencyKey'), parameter('Prefer'), parameter('EndUser')],
      requestBody: jsonBody('RunRequest'),
      callbacks: { runEnded: { '{$request.body#/callback/url}': { post: callbackOperation() } } },
      tags,
    },
  )
}

/** The request sent to the URL in `callback`. */
function callbackOperation() {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  })
  return {
    summary: 'The run has ended',
    parameters: [
      header(
        'Patchbay-Signature',
        't=<seconds>,v1=<HMAC-SHA256, hex, of "<seconds>." and the body>, with the callback secret',
      ),
      header('Patchbay-Delivery', 'Id of the message; the same when it is sent again'),
      header('webhook-id', 'The same id in the format of Standard Webhooks'),
      header('webhook-timestamp', 'Seconds since 1970'),
      header('webhook-signature', 'v1,<HMAC-SHA256, base64, of "<id>.<seconds>." and the body>'),
    ],
    requestBody: { content: jsonContent('Run') },
    responses: {
      '2XX': { description: 'Received.' },
      '4XX': { description: 'Any other response: delivery is retried for half a day with increasing delays.' },
    },
  }
}

function deleteConnections() {
  return operation(
    ['deleteConnections', 'Delete the accounts of an end user', 'Deletes what the end user has connected in the app.'],
    answers('DeletedConnections', 'How many were deleted'),
    { parameters: [{ ...PARAMETERS.EndUser, required: true }], tags: ['End users'] },
  )
}

function listApprovals() {
  const status = {
    name: 'status',
    in: 'query',
    schema: { type: 'string', enum: ['waiting', 'ended'], default: 'waiting' },
  }
  return operation(
    ['listApprovals', 'List approvals', "Lists questions of the app's runs, newest first."],
    page('ApprovalList'),
    {
      parameters: [status, parameter('Limit'), parameter('Cursor')],
      tags: ['Approvals'],
    },
  )
}

function answerApproval() {
  return operation(
    ['answerApproval', 'Answer an approval', 'Only the first answer counts; later calls return it.'],
    answers('AnswerResult'),
    { parameters: [parameter('ApprovalId')], requestBody: jsonBody('Answer'), tags: ['Approvals'] },
  )
}
