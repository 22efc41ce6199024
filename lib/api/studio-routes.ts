import 'server-only'
import { appsRoutes } from './routes/apps-routes'
import { automationsRoutes } from './routes/automations-routes'
import { datasetsRoutes } from './routes/datasets-routes'
import { knowledgeRoutes } from './routes/knowledge-routes'
import { modelsRoutes } from './routes/models-routes'
import { peopleRoutes } from './routes/people-routes'
import { runsRoutes } from './routes/runs-routes'
import { spendingRoutes } from './routes/spending-routes'

/** Every route of the studio's API. The matrix test reads this list, so that none can be forgotten (T80). */
export const studioRoutes = [
  ...peopleRoutes,
  ...appsRoutes,
  ...runsRoutes,
  ...automationsRoutes,
  ...knowledgeRoutes,
  ...modelsRoutes,
  ...datasetsRoutes,
  ...spendingRoutes,
]
