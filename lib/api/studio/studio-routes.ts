import 'server-only'
import { appsRoutes } from './apps-routes'
import { automationsRoutes } from './automations-routes'
import { datasetsRoutes } from './datasets-routes'
import { evaluationsRoutes } from './evaluations-routes'
import { integrationsRoutes } from './integrations-routes'
import { knowledgeRoutes } from './knowledge-routes'
import { modelsRoutes } from './models-routes'
import { peopleRoutes } from './people-routes'
import { runsRoutes } from './runs-routes'
import { spendingRoutes } from './spending-routes'
import { tablesRoutes } from './tables-routes'

/** All routes of the studio's API. The matrix test reads this list, so that no route escapes it. */
export const studioRoutes = [
  ...peopleRoutes,
  ...appsRoutes,
  ...runsRoutes,
  ...automationsRoutes,
  ...knowledgeRoutes,
  ...modelsRoutes,
  ...integrationsRoutes,
  ...tablesRoutes,
  ...datasetsRoutes,
  ...evaluationsRoutes,
  ...spendingRoutes,
]
