import { pluginCatalog } from './catalog.gen'
import { learnActions } from './known-actions'

// Servers import this module, so that missing actions become compile errors.
learnActions(pluginCatalog.flatMap(({ id, actions }) => actions.map((action) => `${id}/${action.id}`)))
