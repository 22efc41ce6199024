import { executeAction } from '../../shared/sql/execute-action'

export default executeAction('mysql', ['login'])
