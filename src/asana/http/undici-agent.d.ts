/** The part of undici that a run without a proxy needs: the whole of it takes 70 ms and 9 MB more to load. */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  export = Agent;
}
