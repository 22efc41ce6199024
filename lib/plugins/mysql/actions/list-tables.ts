import { tablesAction } from '../../shared/sql/tables-action'

export default tablesAction('mysql', ['login'])
