import type { OperatorId } from '../../ids.ts';

/**
 * The open tasks of one kind, each under a ticket number, and the queue of jobs (copies of tasks) that wait for a
 * member, first come first served. Ticket numbers are used again once a task is closed. The same ticket waits once
 * for each of its jobs; a job that is broken off waits anew, at the end.
 */
export interface TaskQueue {
  /**
   * Opens a task and returns its ticket; none of its jobs waits yet.
   *
   * @param arrival time of arrival, in days
   * @param deadline time by which it should be done, in days
   * @param hours work of each of its jobs, in GPU-hours or core-hours
   */
  open(arrival: number, deadline: number, hours: number): number;
  /** Time of arrival of a task, in days. */
  arrival(ticket: number): number;
  /** Deadline of a task, in days. */
  deadline(ticket: number): number;
  /** Work of each job of a task, in GPU-hours or core-hours. */
  hours(ticket: number): number;
  /** Puts one job of a task at the end of the queue. */
  enqueue(ticket: number): void;
  /** Ticket of the job at the head of the queue, or -1 if none waits. */
  head(): number;
  /** Removes the job at the head of the queue. */
  dequeue(): void;
  /** Notes that an operator begins a job of a task. */
  begin(ticket: number, operator: OperatorId): void;
  /** Notes that an operator breaks off its job of a task. */
  abandon(ticket: number, operator: OperatorId): void;
  /** Notes that one job of a task is done. */
  finish(ticket: number): void;
  /** Gives up one job of a task: the task is lost. */
  giveUp(ticket: number): void;
  /** Whether an operator has begun a job of a task and has not broken it off. */
  isDoing(ticket: number, operator: OperatorId): boolean;
  /** Whether every job of a task is done or given up. */
  isOver(ticket: number): boolean;
  /** Whether a job of a task was given up. */
  isLost(ticket: number): boolean;
  /** Number of operators that do, or did, the jobs of a task. */
  begun(ticket: number): number;
  /** The operator that was the so-manieth to begin, from 0, of those that do, or did, the jobs of a task. */
  operatorAt(ticket: number, place: number): OperatorId;
  /** Frees the ticket of a task that is over. */
  close(ticket: number): void;
}

/** A task that is open, or a ticket that waits to be used again. */
interface Ticket {
  /** In days. */
  arrival: number;
  deadline: number;
  /** Work of each job, in GPU-hours or core-hours. */
  hours: number;
  /** Jobs neither done nor given up. */
  open: number;
  lost: boolean;
  /** Who do, or did, its jobs: the first `begun` entries, in the order in which they began. */
  readonly operators: OperatorId[];
  begun: number;
}

/**
 * A queue without tasks.
 *
 * @param copies jobs of each task
 */
export function createTaskQueue(copies: number): TaskQueue {
  // Ticket objects are pooled: a year of tasks allocates only as many as were ever open at once.
  const tickets: Ticket[] = [];
  const free: number[] = [];
  let waiting: number[] = [];
  let first = 0;
  return {
    open: (arrival, deadline, hours) => {
      const ticket = free.pop() ?? tickets.push(emptyTicket(copies)) - 1;
      const task = tickets[ticket]!;
      task.arrival = arrival;
      task.deadline = deadline;
      task.hours = hours;
      task.open = copies;
      task.lost = false;
      task.begun = 0;
      return ticket;
    },
    arrival: ticket => tickets[ticket]!.arrival,
    deadline: ticket => tickets[ticket]!.deadline,
    hours: ticket => tickets[ticket]!.hours,
    enqueue: ticket => {
      waiting.push(ticket);
    },
    head: () => (first < waiting.length ? waiting[first]! : -1),
    dequeue: () => {
      first++;
      // The jobs already served are cut off now and then, at a constant cost per job.
      if (first > 1_024 && first * 2 > waiting.length) {
        waiting = waiting.slice(first);
        first = 0;
      }
    },
    begin: (ticket, operator) => {
      const task = tickets[ticket]!;
      task.operators[task.begun++] = operator;
    },
    abandon: (ticket, operator) => {
      const task = tickets[ticket]!;
      const place = placeOf(task, operator);
      task.operators.copyWithin(place, place + 1, task.begun--);
    },
    finish: ticket => {
      tickets[ticket]!.open--;
    },
    giveUp: ticket => {
      tickets[ticket]!.open--;
      tickets[ticket]!.lost = true;
    },
    isDoing: (ticket, operator) => placeOf(tickets[ticket]!, operator) >= 0,
    isOver: ticket => tickets[ticket]!.open === 0,
    isLost: ticket => tickets[ticket]!.lost,
    begun: ticket => tickets[ticket]!.begun,
    operatorAt: (ticket, place) => tickets[ticket]!.operators[place]!,
    close: ticket => {
      free.push(ticket);
    },
  };
}

/** A ticket of no task; its list of operators keeps its length, for an array that is emptied gives its memory up. */
function emptyTicket(copies: number): Ticket {
  const operators = new Array<OperatorId>(copies).fill(-1 as OperatorId);
  return { arrival: 0, deadline: 0, hours: 0, open: 0, lost: false, operators, begun: 0 };
}

/** Place of an operator among those that began jobs of a task, or -1. */
function placeOf({ operators, begun }: Ticket, operator: OperatorId): number {
  for (let place = 0; place < begun; place++) if (operators[place] === operator) return place;
  return -1;
}
