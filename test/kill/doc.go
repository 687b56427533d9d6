// Package kill ends the real program with SIGKILL in the middle of its work, again and again, and looks at what it
// promised: what was answered 2xx is kept, the outbox moves on, the order of each conversation holds, and only what was
// on its way at the kill may reach the provider twice. It is no benchmark: it measures nothing.
//
// The tests carry the build tag "kill"; PARLEY_KILLS says how often the program is killed, 10 times unless set, and a third
// of that while customers write.
package kill
