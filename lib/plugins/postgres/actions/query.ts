import { queryAction } from '../../shared/sql/query-action'

export default queryAction('postgres', ['login'])
