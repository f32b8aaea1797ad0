; Cores are threads of Linux: how one begins, waits, is woken, and is ticked.

SIGEV_THREAD_ID equ 4
; A core is a thread: CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM
CLONE_CORE equ 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000
; EFD_NONBLOCK | EFD_CLOEXEC
EVENT_FLAGS equ 0x800 | 0x80000
; What is wanted, in a struct pollfd; where what has happened is noted.
POLLIN equ 1
WANTED_SHIFT equ 32
HAPPENED equ 6
; Of a core, in CpuLayout.PORT: the period of its ticks in nanoseconds, and the timer that makes them.
TICK_PERIOD equ CpuLayout.PORT
TICK_TIMER equ CpuLayout.PORT + 8

section .text

; Core eax has a stack for its signals from now on.
take_signal_stack:
    imul eax, eax, SIGNAL_STACK
    lea rcx, [signal_stacks]
    add rax, rcx
    sub rsp, 24                     ; stack_t
    mov [rsp], rax
    mov qword [rsp + 8], 0
    mov qword [rsp + 16], SIGNAL_STACK
    mov rdi, rsp
    xor esi, esi
    mov eax, SYS_SIGALTSTACK
    syscall
    add rsp, 24
    ret

; port_processors(): a core is a thread, so the host's processors are no bound.
global port_processors:function
port_processors:
    xor eax, eax
    ret

; port_start_core(thread)
extern java_core_main
global port_start_core:function
port_start_core:
    mov r12, rdi
    mov edi, CLONE_CORE
    mov rsi, [r12 + ThreadLayout.SAVED_SP]
    xor edx, edx
    xor r10d, r10d
    xor r8d, r8d
    mov eax, SYS_CLONE
    syscall
    test rax, rax
    jz .begin
    ret
.begin:
    ; No signal comes before there is a timer of this thread: all others are of the whole process, and their handlers need no r15.
    mov r15, r12
    mov rax, [r15 + ThreadLayout.CPU]
    mov eax, [rax + CpuLayout.NUMBER]
    call take_signal_stack
    call java_core_main
    ud2

; port_join(several): a timer whose signals come to this thread; if there are several cores, something that ends a wait in ppoll.
global port_join:function
port_join:
    mov r12, [r15 + ThreadLayout.CPU]
    test edi, edi
    jz .timer
    xor edi, edi
    mov esi, EVENT_FLAGS
    mov eax, SYS_EVENTFD2
    syscall
    test rax, rax
    js .fails
    mov rcx, POLLIN << WANTED_SHIFT
    or rax, rcx
    mov [r12 + CpuLayout.WAKE_SIGNAL], rax
.timer:
    mov eax, SYS_GETTID
    syscall
    sub rsp, 64                     ; struct sigevent: value, signo, notify, thread
    mov qword [rsp], 0
    mov dword [rsp + 8], SIGALRM
    mov dword [rsp + 12], SIGEV_THREAD_ID
    mov [rsp + 16], eax
    mov edi, CLOCK_MONOTONIC
    mov rsi, rsp
    lea rdx, [r12 + TICK_TIMER]
    mov eax, SYS_TIMER_CREATE
    syscall
    add rsp, 64
.fails:
    ret

; port_wake(cpu)
global port_wake:function
port_wake:
    push 1
    mov edi, [rdi + CpuLayout.WAKE_SIGNAL]
    mov rsi, rsp
    mov edx, 8
    mov eax, SYS_WRITE
    syscall
    pop rax
    ret

; port_interrupt(cpu): its timer expires now, and then as before.
global port_interrupt:function
port_interrupt:
    mov eax, 1
    jmp set_timer

; port_forget_translations(address, size): Linux sees to that.
global port_forget_translations:function
port_forget_translations:
    ret

; port_idle(deadline, signals, count). Whoever takes SLEEPS away writes to what the record before the others names, so that ppoll ends
; even if it begins later; what was written is read here, or, if it comes later, the next time.
global port_idle:function
port_idle:
    mov r8, rsi
    mov r9, rdx
    mov r12, [r15 + ThreadLayout.CPU]
    cmp dword [r12 + CpuLayout.WAKE_SIGNAL], 0
    je .alone
    sub r8, 8
    inc r9
.alone:
    mov rax, 0x7FFFFFFFFFFFFFFF
    xor edx, edx                    ; no time limit
    sub rsp, 24
    cmp rdi, rax
    je .wait
    mov r10, rdi
    call port_monotonic_time
    xor edx, edx
    sub r10, rax
    mov rax, r10
    cmovl rax, rdx
    mov ecx, 1000000000
    div rcx
    mov [rsp], rax                  ; struct timespec
    mov [rsp + 8], rdx
    mov rdx, rsp
.wait:
    mov rdi, r8
    mov rsi, r9
    xor r10d, r10d
    mov eax, SYS_PPOLL
    syscall
    cmp word [r12 + CpuLayout.WAKE_SIGNAL + HAPPENED], 0
    je .done
    mov word [r12 + CpuLayout.WAKE_SIGNAL + HAPPENED], 0
    mov edi, [r12 + CpuLayout.WAKE_SIGNAL]
    mov rsi, rsp
    mov edx, 8
    mov eax, SYS_READ
    syscall
.done:
    add rsp, 24
    ret

; port_tick(period)
global port_tick:function
port_tick:
    mov rax, rdi
    mov rdi, [r15 + ThreadLayout.CPU]
    mov [rdi + TICK_PERIOD], rax
; rdi: a core's CPU structure, rax: nanoseconds to its next tick, 0: none.
set_timer:
    mov r12, rax
    mov rax, [rdi + TICK_PERIOD]
    xor edx, edx
    mov ecx, 1000000000
    div rcx
    sub rsp, 32                     ; struct itimerspec: period, first
    mov [rsp], rax
    mov [rsp + 8], rdx
    mov rax, r12
    xor edx, edx
    div rcx
    mov [rsp + 16], rax
    mov [rsp + 24], rdx
    mov edi, [rdi + TICK_TIMER]
    xor esi, esi
    mov rdx, rsp
    xor r10d, r10d
    mov eax, SYS_TIMER_SETTIME
    syscall
    add rsp, 32
    ret
