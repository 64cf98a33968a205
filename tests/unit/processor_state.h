/*
 * What the registers of an x86-64 hold, vector registers too, and the stack below a frame: cleared, and saved, to look at
 * them. All of it is in line, as a call would change what it looks at.
 */
#ifndef ENVTAB_TESTS_PROCESSOR_STATE_H
#define ENVTAB_TESTS_PROCESSOR_STATE_H

#include <cpuid.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* x87, SSE, AVX, and the three parts of AVX-512; as many of them as the machine has. */
#define COMPONENTS 0xe7
enum { DEAD_STACK = 48 * 1024 };

static struct {
  _Alignas(64) unsigned char vectors[4096];
  unsigned char general[16 * 8];
  unsigned char stack[DEAD_STACK]; /* below the frame of whoever asks */
} state;
static struct { _Alignas(64) unsigned char bytes[4096]; } initial;

/* Whether the registers can be saved as a core file has them: the kernel has enabled the instruction. */
static bool has_xsave(void)
{
  unsigned a, b, c = 0, d;

  initial.bytes[24] = 0x80, initial.bytes[25] = 0x1f; /* MXCSR, which is not left to the header */
  return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_OSXSAVE);
}

/* The registers as they are in a new process, but those that a function keeps for its caller. */
static inline __attribute__((always_inline)) void clear_registers(void)
{
  uint32_t low = COMPONENTS, high = 0;

  __asm__ volatile("xrstor64 %2\n\t"
                   "xor %%eax, %%eax\n\t"
                   "xor %%ecx, %%ecx\n\t"
                   "xor %%edx, %%edx\n\t"
                   "xor %%esi, %%esi\n\t"
                   "xor %%edi, %%edi\n\t"
                   "xor %%r8d, %%r8d\n\t"
                   "xor %%r9d, %%r9d\n\t"
                   "xor %%r10d, %%r10d\n\t"
                   "xor %%r11d, %%r11d"
                   : "+a"(low), "+d"(high)
                   : "m"(initial)
                   : "rcx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory", "cc");
}

/* Below the frame of a function that calls others: it has nothing there of its own. */
static inline __attribute__((always_inline)) void clear_stack(void)
{
  size_t size = DEAD_STACK;

  __asm__ volatile("lea -%c1(%%rsp), %%rdi\n\t"
                   "rep stosb"
                   : "+c"(size)
                   : "i"(DEAD_STACK), "a"(0)
                   : "rdi", "memory");
}

static inline __attribute__((always_inline)) void save_registers(void)
{
  __asm__ volatile("mov %%rax, %0\n\t"
                   "mov %%rbx, 8+%0\n\t"
                   "mov %%rcx, 16+%0\n\t"
                   "mov %%rdx, 24+%0\n\t"
                   "mov %%rsi, 32+%0\n\t"
                   "mov %%rdi, 40+%0\n\t"
                   "mov %%rbp, 48+%0\n\t"
                   "mov %%r8, 56+%0\n\t"
                   "mov %%r9, 64+%0\n\t"
                   "mov %%r10, 72+%0\n\t"
                   "mov %%r11, 80+%0\n\t"
                   "mov %%r12, 88+%0\n\t"
                   "mov %%r13, 96+%0\n\t"
                   "mov %%r14, 104+%0\n\t"
                   "mov %%r15, 112+%0\n\t"
                   "mov %2, %%eax\n\t"
                   "xor %%edx, %%edx\n\t"
                   "xsave64 %1"
                   : "=m"(state.general), "+m"(state.vectors)
                   : "i"(COMPONENTS)
                   : "rax", "rdx", "memory", "cc");
}

static inline __attribute__((always_inline)) void save_stack(void)
{
  size_t size = DEAD_STACK;

  __asm__ volatile("lea -%c2(%%rsp), %%rsi\n\t"
                   "lea %0, %%rdi\n\t"
                   "rep movsb"
                   : "=m"(state.stack), "+c"(size)
                   : "i"(DEAD_STACK)
                   : "rsi", "rdi", "memory");
}

#endif
