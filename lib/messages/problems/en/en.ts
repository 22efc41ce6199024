import { agent } from './agent'
import { alerts } from './alerts'
import { appFile } from './app-file'
import { approvals } from './approvals'
import { apps } from './apps'
import { backup } from './backup'
import { batches } from './batches'
import { browserTexts } from './browser'
import { budgets } from './budgets'
import { callbacks } from './callbacks'
import { channels } from './channels'
import { checks } from './checks'
import { connections } from './connections'
import { conversations } from './conversations'
import { customApis } from './custom-apis'
import { database } from './database'
import { datasets } from './datasets'
import { decisions } from './decisions'
import { dify } from './dify'
import { documents } from './documents'
import { egress } from './egress'
import { engine } from './engine'
import { environments } from './environments'
import { evaluation } from './evaluation'
import { evaluationFiles } from './evaluation-files'
import { files } from './files'
import { flowise } from './flowise'
import { gates } from './gates'
import { governance } from './governance'
import { inputs } from './inputs'
import { integrations } from './integrations'
import { internal } from './internal'
import { jobs } from './jobs'
import { keys } from './keys'
import { knowledge } from './knowledge'
import { lab } from './lab'
import { limits } from './limits'
import { mcp } from './mcp'
import { missing } from './missing'
import { models } from './models'
import { nodes } from './nodes'
import { oauth } from './oauth'
import { openai } from './openai'
import { parameters } from './parameters'
import { people } from './people'
import { plugins } from './plugins'
import { protection } from './protection'
import { providers } from './providers'
import { publicApi } from './public-api'
import { releases } from './releases'
import { request } from './request'
import { rollouts } from './rollouts'
import { routes } from './routes'
import { runs } from './runs'
import { sandbox } from './sandbox'
import { schedules } from './schedules'
import { scorecard } from './scorecard'
import { scores } from './scores'
import { secrets } from './secrets'
import { server } from './server'
import { session } from './session'
import { sources } from './sources'
import { tables } from './tables'
import { tools } from './tools'
import { training } from './training'
import { trainingData } from './training-data'
import { trainingHistory } from './training-history'
import { triggers } from './triggers'
import { values } from './values'
import { variables } from './variables'
import { versions } from './versions'
import { webhooks } from './webhooks'
import { widget } from './widget'
import { workspaces } from './workspaces'

/** Area -> name -> text of every problem, in English. */
export const englishProblems = {
  ...browserTexts,
  alerts,
  agent,
  appFile,
  approvals,
  apps,
  backup,
  batches,
  budgets,
  callbacks,
  channels,
  checks,
  connections,
  conversations,
  customApis,
  tables,
  database,
  datasets,
  decisions,
  dify,
  documents,
  egress,
  engine,
  environments,
  evaluation,
  evaluationFiles,
  files,
  flowise,
  gates,
  governance,
  inputs,
  integrations,
  internal,
  jobs,
  keys,
  knowledge,
  lab,
  limits,
  mcp,
  missing,
  models,
  nodes,
  oauth,
  openai,
  parameters,
  people,
  plugins,
  protection,
  providers,
  publicApi,
  releases,
  request,
  rollouts,
  routes,
  runs,
  sandbox,
  schedules,
  scorecard,
  scores,
  secrets,
  server,
  session,
  sources,
  tools,
  training,
  trainingData,
  trainingHistory,
  triggers,
  values,
  variables,
  versions,
  webhooks,
  widget,
  workspaces,
} as const
