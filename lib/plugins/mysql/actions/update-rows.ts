import { updateAction } from '../../shared/sql/update-action'

export default updateAction('mysql', ['login'])
