import { queryAction } from '../../shared/sql/query-action'

export default queryAction('mysql', ['login'])
