import { executeAction } from '../../shared/sql/execute-action'

export default executeAction('postgres', ['login'])
