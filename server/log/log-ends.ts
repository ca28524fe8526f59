/** How far each workspace's log goes, in the life that it has now; rows of `LogEnd`, the same in every database. */
export const LOG_ENDS = `
  SELECT id AS workspace, head, (SELECT epoch FROM epochs WHERE workspace = id ORDER BY number DESC LIMIT 1) AS epoch
  FROM workspaces ORDER BY id`;
