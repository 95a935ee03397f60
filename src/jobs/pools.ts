import type { Timers } from "./timers.ts";

export interface PoolLimits {
  /** Places for jobs that answer soon. */
  fast: number;
  /** Places for jobs that do not. */
  slow: number;
  /** How long a job may be silent before it leaves the fast pool, in milliseconds. */
  slowAfterMs: number;
  /** The same while fewer fast places are free than `batch`, so that others would have to wait. */
  crowdedAfterMs: number;
  /** As many fast places as should be free before more is taken. */
  batch: number;
}

/** Two pools of places, so that a few silent servers never keep the others waiting. */
export interface Pools {
  /** Free places in the fast pool. */
  room(): number;
  /** Whether jobs are under way that have not been silent for long. */
  busy(): boolean;
  /** Lanes that nothing may be taken from right now: those under way, and slow ones while the slow pool is full. */
  closedLanes(): string[];
  /** Takes a place for a job of a lane; returns the function that frees it. */
  enter(lane: string): () => void;
}

interface Place {
  lane: string;
  pool: "fast" | "slow";
  overdue: boolean;
}

/** Lanes remembered as slow; the longest known ones are forgotten first. */
const maxSlowLanes = 1000;

/**
 * A job that is silent for too long moves to the slow pool, and its lane starts there until it answers in time again.
 * `onRoom` is called when a fast place comes free while its job goes on, and when nobody is left to wait for.
 */
export function createPools(limits: PoolLimits, timers: Timers, onRoom: () => void = () => undefined): Pools {
  const places = new Set<Place>();
  /** Those that make room for others. */
  const silent = new Set<Place>();
  const slowLanes = new Set<string>();
  const taken = { fast: 0, slow: 0 };

  function move(place: Place): void {
    if (place.pool === "slow" || taken.slow >= limits.slow) return;
    place.pool = "slow";
    taken.fast -= 1;
    taken.slow += 1;
    onRoom();
  }

  const crowded = () => limits.fast - taken.fast < limits.batch;
  const busy = () => places.size > silent.size;

  function makeRoom(): void {
    for (const place of crowded() ? silent : []) move(place);
  }

  function quieten(place: Place): void {
    silent.add(place);
    makeRoom();
    if (crowded() && !busy()) onRoom();
  }

  function expire(place: Place): void {
    place.overdue = true;
    slowLanes.delete(place.lane);
    slowLanes.add(place.lane);
    if (slowLanes.size > maxSlowLanes) slowLanes.delete(slowLanes.values().next().value as string);
    move(place);
  }

  return {
    room: () => Math.max(0, limits.fast - taken.fast),
    busy,
    closedLanes() {
      const lanes = [...places].map((place) => place.lane);
      return [...new Set(taken.slow < limits.slow ? lanes : [...lanes, ...slowLanes])];
    },
    enter(lane) {
      const pool = slowLanes.has(lane) && taken.slow < limits.slow ? "slow" : "fast";
      const place: Place = { lane, pool, overdue: false };
      places.add(place);
      taken[pool] += 1;
      makeRoom();
      const callOffExpiry = timers.after(limits.slowAfterMs, () => expire(place));
      const callOffSilence = timers.after(limits.crowdedAfterMs, () => quieten(place));
      return () => {
        callOffExpiry();
        callOffSilence();
        if (!places.delete(place)) return;
        silent.delete(place);
        taken[place.pool] -= 1;
        if (!place.overdue) slowLanes.delete(lane);
        // A place in the slow pool came free: the next silent one still in the fast pool takes it.
        for (const other of place.pool === "slow" ? places : []) if (other.overdue) move(other);
      };
    },
  };
}
