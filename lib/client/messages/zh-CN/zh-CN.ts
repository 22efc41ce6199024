import { chineseProblems } from '@/lib/messages/problems/zh-CN/zh-CN'
import { nodeTexts } from '@/lib/nodes/zh-CN.gen'
import { providerTexts } from '@/lib/providers/zh-CN.gen'
import { sourceTexts } from '@/lib/sources/zh-CN.gen'
import { templateTexts } from '@/lib/templates/zh-CN.gen'
import type { AllManifestTexts, Areas, Texts } from '../texts'
import { apiDocs } from './api-docs'
import { apis } from './apis'
import { appFile } from './app-file'
import { appHome } from './app-home'
import { approvals } from './approvals'
import { apps } from './apps'
import { attacks } from './attacks'
import { auth } from './auth'
import { automations } from './automations'
import { budgets } from './budgets'
import { canvas } from './canvas'
import { canvasEditing } from './canvas-editing'
import { canvasFiles } from './canvas-files'
import { canvasRuns } from './canvas-runs'
import { canvasSearch } from './canvas-search'
import { catalog } from './catalog'
import { channels } from './channels'
import { commands } from './commands'
import { common } from './common'
import { connectedApps } from './connected-apps'
import { connections } from './connections'
import { containers } from './containers'
import { datasets } from './datasets'
import { errors } from './errors'
import { evaluations } from './evaluations'
import { exportCode } from './export'
import { feedback } from './feedback'
import { firstSteps } from './first-steps'
import { forecast } from './forecast'
import { gates } from './gates'
import { governance } from './governance'
import { help } from './help'
import { history } from './history'
import { inbox } from './inbox'
import { indexing } from './indexing'
import { inspector } from './inspector'
import { integrations } from './integrations'
import { keyboard } from './keyboard'
import { knowledge } from './knowledge'
import { lab } from './lab'
import { mcpServers } from './mcp-servers'
import { models } from './models'
import { moveIn } from './move-in'
import { onlineScoring } from './online-scoring'
import { optimizer } from './optimizer'
import { outline } from './outline'
import { people } from './people'
import { protection } from './protection'
import { publish } from './publish'
import { releases } from './releases'
import { replay } from './replay'
import { routes } from './routes'
import { runAgain } from './run-again'
import { runPanel } from './run-panel'
import { runs } from './runs'
import { scorecard } from './scorecard'
import { settings } from './settings'
import { shell } from './shell'
import { sources } from './sources'
import { subApps } from './sub-apps'
import { tables } from './tables'
import { templates } from './templates'
import { timeTravel } from './time-travel'
import { titles } from './titles'
import { training } from './training'
import { usage } from './usage'
import { versions } from './versions'
import { wrap } from './wrap'

/** The same areas as in English; translations.test.ts compares them key by key. */
const areas: Areas = {
  apiDocs,
  apis,
  tables,
  appFile,
  appHome,
  approvals,
  apps,
  attacks,
  optimizer,
  scorecard,
  auth,
  automations,
  budgets,
  canvas,
  canvasEditing,
  canvasFiles,
  canvasRuns,
  canvasSearch,
  catalog,
  channels,
  commands,
  common,
  connections,
  containers,
  datasets,
  evaluations,
  errors,
  exportCode,
  feedback,
  firstSteps,
  forecast,
  gates,
  governance,
  help,
  history,
  inbox,
  integrations,
  indexing,
  keyboard,
  inspector,
  knowledge,
  lab,
  mcpServers,
  models,
  moveIn,
  onlineScoring,
  outline,
  people,
  connectedApps,
  protection,
  publish,
  releases,
  replay,
  routes,
  runAgain,
  runPanel,
  runs,
  settings,
  shell,
  sources,
  subApps,
  templates,
  timeTravel,
  titles,
  training,
  usage,
  versions,
  wrap,
}

const manifests: AllManifestTexts = {
  nodes: nodeTexts,
  providers: providerTexts,
  sources: sourceTexts,
  templates: templateTexts,
}

export const zhCN: Texts = { areas, manifests, problems: chineseProblems }
