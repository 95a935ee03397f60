/** The address of a post's log; of what belongs to no post when none is named. */
export function logAddress(thread: string | null, after: string | null = null): string {
  const wanted = new URLSearchParams({ ...(thread === null ? {} : { thread }), ...(after === null ? {} : { after }) });
  return wanted.size === 0 ? "/admin/log" : `/admin/log?${wanted}`;
}
